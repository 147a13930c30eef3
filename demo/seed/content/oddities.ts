import {scenes} from '../script.js';

/**
 * Things that inboxes really receive and that careless interfaces break on: markup, look-alike letters,
 * direction marks, one endless word, text of nearly four parts, a stack of accents.
 */
export const oddities = scenes(String.raw`
> <b>Dear customer</b> your parcel is on hold, pay <a href="https://parce1s.example/fee">here</a> <script>alert(document.cookie)</script>

> Yоur раrсel соuld nоt be delivеred. Confirm at https://раrсеls.example/confirm?id=$code

> ‮txet desrever sdaer siht‬ and this does not ‏(right-to-left mark inside)‏

> $code
> is that the code you needed
< Perfect, that's the one.

> https://photos.example/album/summer/$code/very-long-path-that-nobody-would-ever-type/with/segments/and?query=strings&more=of-them#and-a-fragment
> the photos of the mural I promised 🐢
< These are lovely, thank you!

> aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaah
> sorry, toddler got the phone
< Tell them we say hello 🙂

> 👨‍👩‍👧‍👦🏳️‍🌈👩🏽‍⚕️🇦🇺🇺🇦🧑🏿‍🦽❤️‍🔥
> all of us made it to the barbecue in the end
< Looked like a wonderful afternoon 🎉

> Z̷͖̈́a̶̢͒l̵̙̃g̸͇̈́o̷̲͛ font makes the kids laugh, can you see it?
< We can, and it looks like it has a fever. Please book it in.

> 1 < 2 && 2 > 1 — does "&amp;" look like an ampersand to you?\n\n  indented line\n\ttabbed line\n\nend
< It looks exactly as you typed it, promise.

> Dear sir or madam, I am writing about the account that I received on Tuesday for the visit of my mother, who as you may remember is ninety-three and came to you by taxi because her usual driver was away. The visit was a short one. She had her ears looked at, was told that they were clean, and was home again within the hour. The account however lists a long consultation, a dressing and a vaccine. She had no dressing and no vaccine; I have asked her twice and she is very clear about it. I have also looked at her arms. Would you please check whether the account of another patient has been sent to us by mistake, and if so, whether ours has gone to them? I do not mind paying what is owed.
< You are quite right, and I apologise to you and to your mother. Two visits at the same minute were swapped when the accounts went out. The correct one is on its way to you, and the other family has been told.
> Thank you for the quick answer. She is delighted to have been right.
`);
