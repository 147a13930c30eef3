import {scenes} from '../script.js';

/** Thanks, complaints, deliveries, misunderstandings, and the long ones that people write late at night. */
export const people = scenes(String.raw`
> {Just wanted to say thank you to everyone|Please thank $doctor for me|Thank you for being so kind today}. {Mum can be difficult and you were all so patient with her.|I was a mess and nobody made me feel silly.|First time I've left a clinic smiling.}
< {That has made our day, $first. I'll pass it on.|Thank you for taking the time to write 💛|I've just read it out to the team.}
>? {❤️|you deserve it|😊}

> {I waited 50 minutes past my time today and nobody said a word.|This is the third time my appointment has been moved.|I was charged twice for the same visit.} {Not good enough.|Honestly disappointed.|Who do I talk to about it?}
< {You are right, and I'm sorry, $first.|I'm sorry, that should not have happened.} {An emergency came in and we should have told everyone waiting.|I have asked the practice manager to ring you today.|I can see the second charge and have reversed it. It takes two days to show.}
> {ok. Thank you for owning it|I appreciate that|fine. just let people know next time}
<? {We will. Thank you for telling us.|}

> Hi, I've been putting off writing this for a while. Since {Dad|my husband|my brother} passed away in {March|June|winter} I haven't been sleeping much and I've been living on toast and tea. I don't think I'm in danger or anything like that but my daughter says I should talk to someone, and I don't know whether that's a doctor thing or a counsellor thing or if I'm wasting your time. I'd rather see somebody who knew {him|him a bit}, if that's possible. No rush. Thank you.
< {Dear $first, you are not wasting anyone's time. I'm very sorry.|$first, thank you for writing. It's never a waste of our time.} $doctor remembers {him|him well} and has kept a long appointment for you on $day at $time. {If the nights get too heavy before that, please ring us or the crisis line at any hour.|}
> {Thank you. I will be there.|That is very kind. See you $day.}
~ 7d
>? {Slept five hours last night. First time in months. Tell $doctor.|It was good to talk. Thank you for answering the way you did.}
<? {We're so glad, $first.|I will. Take good care 💛}

> {The courier left a parcel for you at our house, number 14 instead of 41|Got a delivery here that's addressed to your clinic, box says fragile}
< {Oh thank you! Someone will come by at $time.|That'll be the dental supplies we've been chasing. Are you home until $time?}
> {It's on the porch under the chair|yes home all day|sure, no hurry}
~ 1h
<? {Collected. You've saved somebody's crown.|Got it, thanks neighbour!}

> Your {orthotics|compression stockings|hearing aid batteries} order: {any idea when?|has it shipped?|still waiting}
< {It left the supplier on $day. Tracking: https://parcels.example/t/$code|Two more days, they tell us. I'll text you the moment it is here.}
> {ok cheers|thanks}
~ 2d
< {It's here! At the desk at $clinic until 5.30.|Arrived this morning.} {No need to book.|}
> {coming now|will grab it $day|🎉}

> {Sorry, that was meant for my wife 😳|omg ignore that last message|Wrong chat sorry!!}
< {No harm done 🙂|We saw nothing.|Milk and bread noted, but we only have tongue depressors.}
> {lol|haha thank you|🤦}

> {How do I get to you from the ferry?|is there a bus that stops near you}
< {Ten minutes on foot: left along the esplanade, then up $street.|Bus 110 stops at the door, every 20 minutes.|Map: https://lanternbay.example/find/$code}
> {thank you|easy|great, I'll walk}

> {my niece is visiting from overseas with no medicare, can she see someone|We're backpackers, do you take travel insurance?|Tourist here, do I need to pay first?}
< {Yes, a visit is $price and we give you a receipt for the insurance.|Of course. Please bring the passport and the policy number.}
> {great can we come $day|Thanks! Very kind|ok is $time free}
< {Booked, $time with $doctor.|$time is yours.}

> Happy {birthday to $doctor!! saw the balloons|Easter everyone 🐣|new year to all of you 🎆|Mother's day to the mums at the desk}
< {You're sweet, thank you!|From all of us: the same to you and yours.|🎈🎈 We'll tell the birthday child.}

> Can you {please stop calling my work number|use this number from now on|take my ex off my file}? {It's not private there|I've moved|}
< {Done. Only this number from now on.|I've changed it. For security, could you confirm your date of birth when you next ring?|Removed, and I have put a note on the file.}
> {thank you so much|appreciate it|Thanks}

> I filled in the {survey|form} but it {keeps spinning|says session expired|ate everything I typed} 😤
< {Sorry about that. Here is a fresh one: https://lanternbay.example/f/$code|You can do it on the tablet at the desk instead. We'll bring the coffee.}
> {worked this time|ok|second time lucky, done}

< Hi $first, {it was lovely to meet $child today.|thanks for your patience today.} If you have a minute, how did we do, from 1 to 5? 
> {5|5!!!|4, parking is a pain|5 ⭐️⭐️⭐️⭐️⭐️|3|five}
<? {Thank you!|Thanks, and you're right about the parking.|That's kind, thank you.}

> {quick q|random question}: {is the tap water in the clinic filtered, $child only drinks "the good water"|what's the song playing in the waiting room at Harbour Street?? been in my head for days|who painted the turtle mural}
< {I'll ask and come back to you.|Ha, good question.}
~ 1h
< {Filtered since last year, so $child is right.|It's from the nurses' playlist. "We don't know either", they say.|A patient of ours, before she moved down south. We love it too 🐢}
> {amazing|knew it|😂}

> {Dog bit the postie in front of your clinic, he's ok but shaken, can someone come out?|there's an elderly man sitting on the kerb outside looking unwell}
< {Nurse is on her way out now. Thank you!|Coming out right now.}
~ 20m
< {He's inside with a cup of tea and a bandage. Thank you for stopping.|He is fine, the heat got him. Well done for telling us.}
> {oh good|thank goodness}

> Got an account for $price but I {paid on the day|have a concession card|thought the fund paid that}. {Receipt attached... oh you can't attach to sms|Receipt no $code}
< {Found your payment, please ignore the account. Sorry!|Could you email it to accounts@lanternbay.example? I'll fix it today.|I've taken it off.}
> {thanks|sent|Great. Have a good weekend}

> {My new address is|we've moved:} {7|18|23|114}/{2|6|40} $street, {Lantern Bay|Melaleuca Park|Point Ansell}. Same phone.
< {Updated, thank you.|Thanks, $first. Closer to us now!}

> can i ask something a bit embarrassing over text
< {Of course. Only the nurses and I can read this, but please don't send photos here.|You can. If you'd rather talk to a nurse, I can have one ring you.}
> {ok. it's about the haemorrhoid cream, do I need a script for it|is it normal to sweat that much at night on these tablets|maybe a call is better}
< {No script needed, the pharmacist can give it to you.|It can be. $doctor would like to look at the dose, $day at $time?|A nurse will ring at $time from a private number.}
> {thank you, you made that easy|ok good|🙏}

> {power's out at our place, cyclone prep... are you open tomorrow?|is the clinic open after the storm}
< {Harbour Street is open from 10, Point Ansell is closed until the road is clear.|We're on generator and open for urgent things only. Stay safe!|Open as usual, a bit damp. How are you all?}
> {lost a fence and the trampoline is in the neighbour's pool|all fine here thanks|glad you're ok}
<? {Oh no, the trampoline 😄 Stay safe.|}
`);
