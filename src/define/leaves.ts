import {defineLeaves} from '../components/leaves.js';

defineLeaves();
