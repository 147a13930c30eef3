import {defineDialogs} from '../components/dialogs.js';
import {defineLeaves} from '../components/leaves.js';

defineLeaves();
defineDialogs();
