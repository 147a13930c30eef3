import {scenes} from '../script.js';

/** What one sees a doctor about: results, scripts, referrals, vaccines, certificates, travel. */
export const health = scenes(String.raw`
> {Are my results back yet?|Hi, any news on my blood test?|Just checking on the results from $day}
< {They came in this morning.|Yes, they are here.} $doctor would like to {go through them with you|see you about them, nothing urgent}. $day at $time?
> {should I be worried?|ok... is it bad?|Sure}
< {No, it is a routine follow-up. Vitamin D is a little low.|Nothing urgent at all, only your iron needs a look.|I can't discuss results by text, but $doctor marked it as not urgent.}
> {phew|Oh good, thanks for saying|ok see you then}

< Hi $first, your {blood test|ultrasound|x-ray|skin check} results are normal. $doctor does not need to see you again for this.
> {Best text all week 😀|Thank you!!|thats a relief|ok thanks}

> {Can I get a repeat of my blood pressure tablets?|I've run out of my puffer, is a repeat possible without coming in?|Need a new script for the cream $doctor gave me}
< {$doctor can do that once more, then we need to see you.|As it is more than six months since your last check, could you come in? $day at $time is free.|Yes. It costs $price as a script without a visit.}
> {ok go ahead|That's fine|oh ok, $day then}
< {Sent to Pandanus Pharmacy as an e-script.|Booked. Please bring the box with you.|Your e-script: https://lanternbay.example/rx/$code}
>? {thanks!|Got it|so quick, thank you}

> The pharmacy says {they don't have my script|the script has expired|it's the wrong strength}
< {Let me check.|One moment, I'll ask the nurse.}
~ 25m
< {It went to the Melaleuca Park branch by mistake. Resent now.|$doctor has corrected it, the new token is https://lanternbay.example/rx/$code|They have found it, it was under your old surname.}
> {all sorted, thank you|Got it now thanks|you guys are great}

> {Do you have flu shots yet?|Can I get the flu vaccine without seeing the doctor?|flu + covid together ok?}
< {Yes, the nurse gives them every weekday morning. $day at $time?|Yes, both on the same visit is fine. It's one in each arm.} 
> {$time good|yes|can $child have one too}
< {Booked, stay 15 minutes afterwards please.|Yes, from 6 months. I'll add them to yours.|See you then. Loose sleeves help 💪}

> My arm is {really sore and hot|red and itchy} where I had the {needle|shot|vaccine} {on $day|yesterday}. Normal?
< The nurse says: a sore, warm arm for up to three days is common. A cool pack and paracetamol help. If the redness is larger than your palm or you have a fever, please come in.
> {ok its about a 50c piece|thank you, its already better than last night|Will keep an eye on it}
<? Sounds like it is settling. Text us a photo tomorrow if it has grown.

> {could i get a med cert for today|Need a certificate for work please, I've been vomiting since 2am|my boss wants a certificate for yesterday}
< {$doctor can ring you at $time for that.|We can't backdate one, but a doctor can state when it began. Phone appointment at $time?}
> {yes please|ok|that works}
~ 3h
<? Your certificate: https://lanternbay.example/doc/$code (opens with your date of birth)

> {Has my referral gone to the specialist?|The physio says they never got the referral|cardiologist rang, they have no letter from you}
< {It was sent on $day. I'll fax it again now, yes really, fax 😅|Sent again just now, by secure message.|I've asked $doctor to sign it, it will go today.}
>? {haha fax|thanks|I'll call them this arvo}

> We fly to {Bali|Vietnam|Peru|Kenya|Sri Lanka|PNG} on $date. {What shots do we need?|Is it too late for vaccines?|do we need malaria tablets}
< {It's not too late. Please book a 30 minute travel visit, $day at $time has room for both of you.|That depends on where you go and what you've had. Could you bring your vaccination books to the travel nurse on $day at $time?}
> {Booked online just now|ok do that|How much is it?}
< {A travel visit is $price, vaccines extra. Typhoid and hepatitis A are the usual ones.|Great, please fill this in first: https://lanternbay.example/travel/$code}

> {Bluebottle got me on the foot, what do I do|Kid stood on a sea urchin, some spines still in|coral cut on my shin going a bit green around the edge}
< {Hot water, as hot as is bearable, for 20 minutes. Then come by if it still hurts.|Please come in today, coral cuts infect quickly. $doctor has $time.|Don't dig them out. Soak in hot water and see the nurse at $time.}
> {omw|ok heating kettle now|thank you!! 🙏}
~ 2h
>? {much better|nurse was brilliant with it|all out, 7 of them}

< Hi $first, you are due for your {skin check|cervical screening|iron infusion|asthma review|45-49 health check|B12 injection}. Shall I find you a time with $doctor?
> {Yes I suppose so|oh is it that time already|Had it done elsewhere|after the holidays please}
< {$day $time?|Thank you, could you have them send us the result?|I'll remind you on $date.}
>? {ok|sure|yep}

> how long do i have to fast before the blood test
< {10 hours, water is fine. Coffee is not, sorry ☕|Nothing but water from 10 pm.|This one doesn't need fasting at all.}
> {not even black coffee|easy|😭}
<? {Not even black. You may bring one to have straight after 🙂|}

> $child {has a fever of 39.2|has spots on hands and feet|won't stop coughing}, {gave nurofen an hour ago|since last night|but is playing like normal}. Should we come in?
< {Is $child drinking and having wet nappies?|Any trouble breathing or a stiff neck? If so please call 000 now.}
> {Drinking ok, no trouble breathing|yes drinking lots, just grumpy}
< {Good signs. $doctor can see you at $time today.|Keep going with fluids. The nurse will ring you by $time.}
> {Thank you, see you soon|ok thanks so much}
~ 1d
>? $child {slept all night and asked for pancakes so I think we're good|much better this morning!}
<? Pancakes are an excellent sign 🥞

> {Is it ok to take ibuprofen with the new tablets?|can i drink on these antibiotics|forgot my tablet last night do i take two}
< {The nurse says paracetamol instead please, not ibuprofen.|Don't double up, take the next one when it is due.|One glass is fine with that one, but it may make you sleepy.|Please ask the pharmacist to check the full list, their number is on the box.}
> {good thanks|ok wont|👍}

> Can you send my {records|vaccination history|mum's results} to {my new GP in Townsville|the hospital|me by email}?
< Yes, we need a signed request first: https://lanternbay.example/records/$code {It takes about 3 days.|}
> {signed|Done|link says expired?}
<? {Received, thank you.|Try this one: https://lanternbay.example/records/$code}

> {The physio exercises are making it worse|knee is twice its size after yesterday|back has gone again, can't put socks on}
< {Stop the exercises for now.|Rest and ice for the moment.} {$doctor has $time $day, would that do?|We have an urgent slot at $time if you can get here.}
> {yes, partner will drive me|ok|If I can get off the floor 😂}

< Hello $first, $agent from $clinic. {Your iron infusion is on $day at $time. Please drink plenty of water and eat breakfast.|Your minor procedure is on $day at $time. Someone needs to drive you home.|Please bring all your medicines in their boxes on $day.}
> {ok will do|Got it. How long does it take?|My daughter is driving}
<? {About an hour all up.|Perfect.}

> {I think I left my glasses in room 3|did i leave a blue jumper there|my ring!! I took it off for the x-ray}
< {Checking…|I'll have a look.}
~ 9m
< {Found, at the front desk with your name on it.|Yes! It was under the chair.|No luck yet, but the cleaners come at 6 and I have left them a note.}
> {oh thank god|❤️❤️|Thanks, coming $day}

> {I have thought about what $doctor said and I would like to go ahead with the referral.|Ok. I'm ready to try the medication.|I talked with my wife and we'd rather wait and see.}
< {Thank you for telling us, $first. I'll let $doctor know today.|That's good to hear. $doctor will ring you at $time on $day.}
> {thank you for not rushing me|Thanks $agent|ok}

> What do I owe from {last week|$day}? Medicare paid me {$price|something} but I thought it was {all covered|more}
< {The visit was a long one, so the gap is $price.|I have looked: the item number was wrong. We'll refund $price today, sorry.}
> {fair enough|Thanks for checking|oh nice, thank you}
`);
