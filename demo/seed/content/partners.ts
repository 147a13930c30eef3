import {scenes} from '../script.js';

/** Threads with thousands of messages: people the practice writes to on every working day. */

/** Reef Ceramics, who make the crowns. Case numbers, shades, couriers. */
export const dentalLab = scenes(String.raw`
> {Case|Job} $case: {shade A2 or A3? The slip says both|no shade on the slip|the bite looks open on the left, ok to adjust?|margins not readable on the distal}
< {A2|A3|A3.5|B1|Asking $dentist}. {Sorry, that was my handwriting|Thanks for checking|Go by the photo}
>? {👍|ok|Ta|on it}

< {Morning!|Hi Petra,} {two|three|four|one} for pickup at $clinic {today|before 2 please|whenever the van passes}
> {Driver is there about $time|will do|Van comes $time today, he has the new kid with him}
~ 3h
>? {Picked up.|got them, all labelled, bless you|Only found {one|two}? was there more?}

> $case {is done, goes out with tomorrow's run|ready|finished, came out beautiful}
< {Great, patient comes $day|perfect timing|🎉 thank you}

< When can we have $case? Patient is booked for $day {at $time|first thing|and flies out the day after}
> {$day morning latest|cutting it fine but yes|can't promise, zirconia is sintering overnight|It's on the bench now}
< {You're a star|ok I'll warn her|Perfect|I'll move her to $later then}

> {Scan for $case came through without the opposing arch|got the upper but not the lower for $case|file for $case is corrupt}
< {Resending now|Uploading again, wifi at Point Ansell is terrible|Sorry! try now}
~ 14m
> {Got it|all good|there now, thanks}

< Contact on $case was {too tight mesially|a bit light|high on the bite}, $dentist adjusted it chairside. {Just so you know|All fine in the end}
> {Noted, thanks for telling us|ok will ease it a touch next time|which side? ... ok}

> {Invoice for last month coming, two credits on it|statement sent|Your March account is a bit overdue, could you nudge accounts?}
< {thanks|Got it|Paid this morning, sorry}

> {Remake or repair on $case?|$case came back: porcelain fracture or debond?}
< {Remake please, no charge to patient|Repair if you can|Debond only, crown is fine|$dentist says remake}
> {ok|no worries, $day|Will do, sending a box}

< {Impressions for $case may have bubbles, can you look before you pour?|Is the night guard $case hard or soft on your sheet?|Add a try-in for $case please}
> {usable, going ahead|Hard, 2 mm. Change?|Will do, try-in on $day}
< {Great|leave as is|perfect}

> Box {17|8|23|4|31} is {empty?|missing the articulator|someone's lunch by the way}
< {Oops. Yes, on the bench here|coming with the next run|😂 wondered where that went}

> Photos of $case: https://reefceramics.example/c/$code
< {Gorgeous|$dentist says a touch warmer at the neck|Approve, go ahead|incisal edge a little more translucent?}
> {Doing that|ok|easy}

< {Closed $day for the public holiday, no pickup|We're all at training $day, leave it at the pharmacy}
> {Got it|noted on the board|thanks for the heads up}

> {running late today, flat tyre|Driver sick, I'm doing the run myself, be there $time|roadworks on $street, closer to $later}
< {no rush|Door code is still the same|ok, someone is here till 6}

> Morning. {How many for tomorrow?|Anything urgent for the week?|who's on at Melaleuca Park today}
< {Five, all single units|Only $case|$dentist and the new grad}
> {easy day then|👌|cheers}

< $case {seated perfectly, patient cried happy tears|dropped straight in, no adjustments|is a work of art, tell whoever did it}
> {😊 that was Mei's first anterior|made my day|told the team, big smiles}

> {milling machine down till $day, single units will be a day late|Furnace died. Everything back 24h, sorry!!}
< {ok. which ones are affected?|oh no. Is $case in there?|Understood}
> {$case and the bridge|yes, sorry|will send a list}
~ 1d
> {back up and running|fixed, catching up tonight}
`);

/** Pandanus Pharmacy, two doors down. Scripts, stock, deliveries. */
export const pharmacy = scenes(String.raw`
> {Script for|Query on script} {Mr|Mrs|Ms} $initial ($code): {dose says twice daily but qty is 30?|doctor's signature missing on the paper one|brand substitution ok?|allergic to penicillin on our file?}
< {Checking with $doctor|One sec}
~ 11m
< {Twice daily is right, qty 60|Signed now, bringing it over|Substitution fine|Not allergic, that was the brother}
> {thanks|perfect|👍|ta}

> {We're out of|No|Short on} {amoxicillin syrup|the 10 mg|salbutamol|that thyroid brand} until $day, {can you switch $initial to something else?|alternatives?|letting all the docs know}
< {$doctor says cefalexin|Two 5 mg are fine|ok telling the doctors|New script sent}
>? {got it|received|brilliant}

< {Delivery for|Can you deliver to} {12|8|31|54} $street today? {Patient can't drive|She's 91 and lovely|leave with the neighbour}
> {yes on the 3 o'clock run|Sure|After $time ok?}
< {perfect|thank you|that's fine}
~ 4h
>? {delivered|Delivered. She made him take a scone|nobody home, trying again $later}

< Flu stock: {how many have you got|can we borrow 10 until $day|ours arrives $day, need any?}
> {only 6 left, you?|Bring a cooler, you can have 20|We're good thanks}
< {twelve, all good|you're a lifesaver|ok, shout if that changes}

> {$initial is here and says the doctor promised a script?|patient at counter, nothing in the queue for $initial}
< {Sending now, two minutes|It's there under $code|$doctor is finishing it}
> {there it is|got it|he's happy again}

> Webster packs {for Seabreeze are ready|change for $initial: warfarin out?|going out $day}
< {Thanks|Yes, stopped on $day|Confirmed by $doctor}
> {ok|noted|will hold}

< {Do you have crutches to hire|any knee braces size L|can someone check a blood pressure at the counter}
> {yes, $price a week|two left|of course send them over}
< {sending him hobbling over|thanks|great}

> {eScript token won't scan, $code|the sms with the script never reached $initial}
< {Try now|Reissued|Changed the mobile number, resent}
> {works|ok now|still no}
<? {calling you|}

> {Fridge alarm went off overnight, do not use batch on the list we emailed|Recall on the eye drops, batch in your inbox}
< {Seen, pulled 4 boxes|Thanks, none here|Quarantined}

> {Close at 1 today|Late night tonight till 9|Locum pharmacist $day, be gentle}
< {ok|noted|👍|will tell the desk}

> {coffee run, anyone?|Going to the bakery, orders?}
< {Two flat whites and a long black please|always|Finger bun for $agent 🙏}
> {10 min|ok|there in a tick}

< {S8 register query: $initial picked up on $day or the day after?|Did $initial ever collect the $code one?}
> {the day after|Collected $day|Not yet, chase?}
< {thanks|I'll ring her|perfect for the audit}

> {your printer is sending us blank pages again|fax from you, 30 pages of nothing 😂}
< {Sorry, turning it off|It has a life of its own|Unplugged. Truly.}
`);

/** The patient transport driver. Pick-ups, traffic, weather. */
export const transport = scenes(String.raw`
< Tomorrow: {4|5|6|3} pickups. First {Mr|Mrs} $initial, {22|9|41|3} $street at $time
> {ok|Got it|no worries|sweet}
>? {wheelchair?|ramp or step?}
<? {Walker only|Wheelchair, the folding one|Ramp}

> {Here|At the gate|Out front}, {no answer at the door|she's putting her lipstick on|he wants to bring the cat}
< {Ringing her now|Give her five|😂 no cats}
> {coming out now|ok|all aboard}

> {Picked up|On board}: $initial. ETA {$minutes min|$time}
<? {Thanks|👍|ok, chair is ready}

> Dropped $initial home {safe|, made sure she was inside|with the shopping}
<? {You're a gem|Thanks Col|👍}

> {Traffic is stuffed on the highway, prang at the roundabout|road flooded at the creek, going the long way|cane train 🚂}, {+$minutes|$minutes late}
< {no stress, telling $doctor|ok moving people around|Drive safe}

< {Mr|Mrs} $initial is ready {for home|early}, at $clinic
> {10 min|Got one more drop first then there|on my way}

> {Van needs a service $day|fuel card declined again|left rear tyre looks sad}
< {Book it, we'll use taxis|Calling them now|use petty cash, keep the slip}
> {done|ta|ok}

< Can you do {a late one tonight, $time from dialysis|an extra run to the hospital $day|Saturday morning?}
> {yeah|can do|sorry netball|for you, yes}
< {Owe you one|Thank you!!|No worries I'll ask Dee}

> $initial {not feeling flash, bit grey|sounds chesty today|forgot her oxygen, going back}
< {Bring her straight to the nurse|Thanks for the heads up, $doctor told|ok}
~ 20m
>? {handed over to nurse|she's in room 2}

> {36 degrees and the aircon has given up|raining sideways here|saw a croc warning at the boat ramp, business as usual}
< {water bottles in the esky|🌧️ careful|😂}

< {Cancel $initial for $time, family is bringing her|$initial moved to $later}
> {ok|right|changed}

> {who's next?|free now, anything?|having smoko till $time}
< {Enjoy|$initial at $time|Nothing till $later}
`);

/** The nurse who fills the casual roster. Shifts and swaps. */
export const roster = scenes(String.raw`
< {Any chance of|Could you do} {$day $time to $later|Saturday morning|a late $day} at $clinic? {Two sick|Someone's kid has gastro|}
> {yes|Yep put me in|Can't, on at the hospital|only till 3}
< {Thank you!!|You're in|no worries, thanks for answering|3 is fine}

> {swap my $day for $day? $initial is happy to|Can I finish at $later on $day}
< {If $initial says yes to me too|ok, changed|Should be fine}
> {she'll text you|tysm|💛}

> {Roster out yet?|who's on with me $day|am i at Harbour St or Point Ansell tomorrow}
< {Tonight|$initial and the student|$clinic, $time start}
> {ok|oh good|thanks}

> {sick, sorry. Can't stop coughing|Kid was up all night, won't make the early}
< {Rest up|Ok, feel better, will sort it|No worries. Soup 🍲}
~ 1d
>? {back tomorrow|better, can do $day}

< {Training $day $time, lunch provided|CPR refresher is due before $date|Police check expires $date, could you upload the new one}
> {done|uploaded|what's for lunch|ok}

> Left the {treatment room keys|sharps bin half full note|vaccine fridge log} {in the top drawer|on your desk|with $initial}
< {found|thanks|legend}

> {busy one today, 31 shots|Quietest day ever|a patient proposed to me. He is 94}
< {did you say yes|😂|Bring cake next time|well done you}
> {thinking about it|haha|🍰}

> {Timesheet done|Hours last week were 22.5 not 20|payslip looks short}
< {Fixed|I'll ask payroll|ta}
> {thanks|👍}

< {Can you bring the ECG leads from $clinic|we're out of 23G needles, grab a box on the way?}
> {Yep|already in the bag|leaving now, too late?}
<? {No, perfect|next time|}
`);
