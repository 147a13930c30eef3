import {scenes} from '../script.js';

/** Sent by us, with no answer expected: from the business name, or to people who cannot be reached. */
export const notices = scenes(String.raw`
< Lantern Bay: your appointment with $doctor is confirmed for $date at $time, $clinic. This number takes no replies, please ring reception to change it.

< Lantern Bay: thank you for your payment of $price. Receipt: https://lanternbay.example/r/$code

< Lantern Bay: your one-time code for online booking is $code. We will never ask you for it by phone.

< Lantern Bay: $clinic opens at 10 am on $date because of staff training. Urgent calls go to Harbour Street.
`);

/** From a doctor's own phone: answers go to that phone and never come back here. */
export const personalNotes = scenes(String.raw`
< Hi $first, Dr Harlow here from my own phone. I have spoken with the hospital: all went well and they will keep {her|him} in until $day. Ring me on this number if anything worries you.

< Hello $first, Dr Harlow. {Just checking how the night was.|I'm at the hospital until late, so ring this number rather than the desk.}
`);

/** To numbers that do not answer. */
export const unanswered = scenes(String.raw`
< Hi $first, you have an appointment with $doctor on $day at $time, $clinic. Reply YES to confirm.
~ 2d
< Hi $first, we have not heard from you about $day. Is this still your number?

< Hello $first, your documents for the insurance are ready: https://lanternbay.example/doc/$code
~ 1d
< Hello $first, here is the link again: https://lanternbay.example/doc/$code

< Hi $first, you left a jacket in the waiting room at $clinic. We'll keep it for you until $date.

< Dear $first, the travel nurse has your vaccination record ready. Shall we post it?
`);
