import {scenes} from '../script.js';

/** Travellers, students and families who write in their own language; the desk answers in it. */

export const german = scenes(String.raw`
> {Guten Tag|Hallo}, {hätten Sie diese Woche noch einen Termin bei $doctor?|ich bräuchte bitte einen Termin, am liebsten vormittags.}
< Guten Tag $first, $day um $time wäre frei, in $clinic. Passt das?
> {Ja, sehr gern.|Das passt, danke!|Geht auch etwas später?|Super}
< {Ist eingetragen. Bis dann!|Dann $later. Ich habe Sie eingetragen.}

> {Ich verspäte mich um $minutes Minuten, die Fähre hatte Verspätung|Ich bin etwa $minutes Minuten zu spät, finde keinen Parkplatz 🙈|Ich verspäte mich um $minutes Minuten, tut mir leid}
< {Kein Problem, fahren Sie vorsichtig.|Danke für die Nachricht, wir warten.}
>? {Bin da!|Danke, stehe unten}

> {Mir ist eine Füllung herausgefallen|Mein Sohn ist in einen Seeigel getreten|Ich habe seit gestern Fieber}, wir sind nur noch bis $day in der Gegend.
< {Oh je.|Das tut mir leid.} Kommen Sie heute um $time vorbei, bitte mit Reisepass und Versicherungskarte.
> {Vielen, vielen Dank!|Danke, wir sind um kurz vor $time da.|Kann ich mit Karte zahlen?}
<? {Gute Besserung!|Ja, Karte ist kein Problem.}
~ 4h
>? {Alles wieder gut, die Zahnärztin war großartig.|Er humpelt noch, aber er lacht schon wieder 😅}

< Hallo $first, Ihre Rechnung für die Auslandskrankenversicherung: https://lanternbay.example/doc/$code
> {Danke, ist angekommen.|Könnten Sie bitte noch das Geburtsdatum korrigieren?|Perfekt, danke}
<? {Gern geschehen.|Korrigiert, derselbe Link.}

> Sagen Sie, {muss ich vor der Blutabnahme nüchtern sein?|darf ich mit den Tabletten in die Sonne?|wann kommen die Ergebnisse?}
< {Ja, bitte 10 Stunden. Wasser ist erlaubt.|Lieber mit Hut und viel Creme, die Haut wird empfindlicher.|Meist nach zwei Tagen, wir schreiben Ihnen.}
> {Alles klar, danke|Gut zu wissen 👍|Auch kein Kaffee? 😢}
<? {Auch kein Kaffee, leider ☕️|}

> Ich wollte mich noch einmal ganz herzlich bedanken. Wir hatten uns den Urlaub anders vorgestellt, aber so freundlich sind wir selten behandelt worden, und dass Sie am Sonntag noch angerufen haben, um zu fragen, wie es der Kleinen geht, werden wir so schnell nicht vergessen. Liebe Grüße auch an $doctor!
< Liebe Familie, das hat uns alle sehr gefreut. Kommen Sie gesund nach Hause und gern wieder, dann nur zum Schnorcheln! 🐠
> 😄 {Versprochen!|Machen wir!}

> {Ja|Ok|👍|Danke!|Alles klar|Bis morgen}

> Können Sie mir den Befund auf Englisch und Deutsch schicken? {Mein Hausarzt in Kassel möchte ihn sehen.|Für die Krankenkasse.}
< Auf Englisch gern, auf Deutsch leider nicht. Hier ist er: https://lanternbay.example/doc/$code
> {Reicht völlig, danke.|Englisch ist in Ordnung}
`);

export const french = scenes(String.raw`
> Bonjour, {auriez-vous une place avec $doctor cette semaine ?|je voudrais prendre rendez-vous pour ma fille, s’il vous plaît.}
< Bonjour $first, $day à $time, cela vous irait ? C’est à $clinic.
> {Parfait, merci beaucoup|Oui, très bien|Plutôt à $later si possible}
< {C’est noté, à bientôt !|D’accord, $later. À $day !}

> {J’aurai|Désolé, j’aurai} $minutes minutes de retard, {le bus n’est pas passé|impossible de me garer|il pleut des cordes 🌧️}
< Pas de souci, $doctor vous attend.
>? {J’arrive !|Je suis en bas}

> {Je me suis cassé une dent|Mon fils a une otite, je crois|J’ai été piqué par une méduse}… {vous prenez les touristes ?|est-ce que ça peut attendre lundi ?}
< {Bien sûr|Ne tardez pas}. Venez aujourd’hui à $time avec votre passeport et votre assurance.
> {Merci infiniment|On arrive|ok, à tout à l’heure}
~ 5h
>? {Tout va mieux, merci à toute l’équipe|Il dort enfin. Merci 🙏}

> Est-ce que {l’ordonnance est prête|mes résultats sont arrivés} ?
< {Oui, depuis ce matin. Rien d’inquiétant.|Elle est à la pharmacie Pandanus, juste à côté.}
> {Ouf !|Génial, merci|Ah super}

> Bonjour, c’est $me. Je vous écris parce que je n’ai pas bien compris la facture : il y a deux consultations le même jour alors que je ne suis venue qu’une fois, et le vaccin de $child n’y figure pas. Je ne suis pas pressée, mais je préfère que ce soit clair avant de l’envoyer à la mutuelle.
< Vous avez raison, $first. La deuxième ligne était une erreur et le vaccin manquait. Voici la facture corrigée : https://lanternbay.example/doc/$code
> {C’est parfait, merci pour votre rapidité.|Merci !}

> {Oui|D’accord|Merci !|👍|Bonne journée}

< Bonjour $first, petit rappel de votre rendez-vous avec $dentist demain à $time. Répondez OUI pour confirmer.
> {OUI|Oui|oui merci|Oui, à demain}
`);

export const spanish = scenes(String.raw`
> {Hola, buenas|Buenos días}, ¿{tienen hora con $doctor esta semana|me pueden dar una cita para mi mamá}?
< Hola $first, tenemos el $day a las $time en $clinic. ¿Le viene bien?
> {Sí, perfecto|Sí gracias|Mejor a las $later si se puede}
< {Listo, anotado.|A las $later entonces. ¡Hasta el $day!}

> Voy {unos|como} $minutes minutos tarde, {hay un tráfico horrible|se me fue el bus|estoy buscando dónde aparcar} 😓
< No se preocupe, la esperamos.
>? {Ya llegué|Ya estoy abajo}

> ¿{Ya están mis resultados|Me pueden renovar la receta|Cuánto cuesta una limpieza}?
< {Sí, todo normal. La doctora no necesita verla.|Claro, la mandamos a la farmacia Pandanus.|$price, y su seguro cubre una parte.}
> {¡Qué alivio!|Muchas gracias 🙏|Ah bueno, gracias}

> A mi hijo {le salió una roncha en la espalda|le duele el oído desde anoche|se le cayó un diente jugando fútbol}. ¿Lo llevo?
< {¿Tiene fiebre?|Tráigalo hoy a las $time, por favor.}
> {No tiene fiebre, pero llora mucho|Vamos para allá}
< {Vengan a las $time.|Aquí los esperamos.}
~ 3h
>? {Ya está mucho mejor, gracias por todo|Se portó como un campeón 💪}

> Quería contarles que mi papá ya está en casa. Fueron semanas muy duras y ustedes llamaron cada dos días aunque no tenían por qué. Él dice que la enfermera de Melaleuca Park cocina mejor que yo porque le llevó sopa. No sé si es verdad lo de la sopa, pero gracias. De verdad, gracias.
< ¡Qué alegría, $first! Lo de la sopa es verdad 😊 Dígale que lo esperamos el $day para quitarle los puntos.
> {Jajaja se lo digo|❤️}

> {Sí|ok|Gracias|Vale|👍👍|Listo}

< Hola $first, mañana tiene cita con $dentist a las $time. Responda SÍ para confirmar.
> {SÍ|Si|sí, ahí estaré|Sí gracias}
`);

export const portuguese = scenes(String.raw`
> {Oi|Olá, bom dia}! {Vocês têm horário com $doctor essa semana?|Queria marcar uma consulta, por favor.}
< Oi $first! Temos $day às $time em $clinic. Pode ser?
> {Pode sim!|Ótimo, obrigada|Tem mais tarde?}
< {Marcado 😊|Às $later então. Até lá!}

> {Vou atrasar uns|Chego em} $minutes minutos, {perdi o ônibus|trânsito parado na ponte}, desculpa!
< Sem problema, a gente espera.
>? {Cheguei|Já tô aqui embaixo}

> {Minha filha tá com febre de 38,5|Caiu a obturação do dente de trás|Tô com uma alergia na pele que não passa}, {dá pra ir hoje?|o que eu faço?}
< Pode vir às $time. {Traga a carteira de vacinação, por favor.|Enquanto isso, bastante água.}
> {Obrigado, você é um anjo|tá bom, já vamos|Muito obrigada!!}
~ 6h
>? {Já melhorou muito, graças a Deus|Dormiu a tarde toda 😴}

> {O seguro do estudante cobre?|Preciso pagar na hora?}
< {Cobre sim, a gente manda direto.|Só a diferença, uns $price.}
> {Que bom|beleza, obrigado|👍}

> {Sim|Obrigada|Blz|valeu!|❤️}

> Gente, saiu o resultado do visto!! A doutora fez meu exame em março e eu disse que avisava. Passei em tudo, começo a trabalhar na segunda. Obrigado por terem corrido com a papelada, eu sei que foi em cima da hora. Quando eu passar aí levo pão de queijo pra todo mundo.
< Parabéns, $first!!! 🎉 Que notícia boa. E nós nunca dizemos não a pão de queijo.
> {kkkk combinado|Fechado 😂}
`);

export const greek = scenes(String.raw`
> Καλημέρα σας, {υπάρχει ραντεβού με $doctor αυτή την εβδομάδα;|θα ήθελα να κλείσω ραντεβού για τη μητέρα μου.}
< Καλημέρα $first, $day στις $time στο $clinic. Σας βολεύει;
> {Ναι, τέλεια|Μια χαρά, ευχαριστώ|Πιο αργά γίνεται;}
< {Έγινε, σας περιμένουμε.|Στις $later τότε.}

> Θα αργήσω {κανένα τέταρτο|$minutes λεπτά}, {έχει κίνηση|δεν βρίσκω να παρκάρω}
< Μην αγχώνεστε, ελάτε με την ησυχία σας.
>? {Έφτασα|Είμαι απέξω}

> Η μαμά {ξέχασε τα χάπια της δύο μέρες|ζαλίζεται από το πρωί|ρωτάει αν μπορεί να πιει λίγο κρασί με τα καινούργια χάπια}. Τι κάνουμε;
< {Θα τη δει ο γιατρός σήμερα στις $time.|Να συνεχίσει κανονικά, όχι διπλή δόση.|Ένα ποτηράκι με το φαγητό επιτρέπεται 😊}
> {Θα χαρεί πολύ|Σας ευχαριστώ πολύ|Εντάξει, ερχόμαστε}

> {Ευχαριστώ!|Ναι|Εντάξει|👍|Να είστε καλά}

> Σας έφερε η γιαγιά κουλουράκια, τα άφησα στη γραμματεία. Λέει ότι αν δεν τα φάτε όλα θα το καταλάβει.
< Δεν έμεινε ούτε ψίχουλο. Πείτε της ευχαριστούμε από όλους! ❤️
> {Χαχα, το ήξερε|Θα ξαναφτιάξει}
`);

export const turkish = scenes(String.raw`
> {Merhaba|İyi günler}, {bu hafta $doctor için randevu var mı?|kızım için randevu almak istiyorum.}
< Merhaba $first, $day saat $time uygun, $clinic. Olur mu?
> {Olur, teşekkürler|Çok iyi|Biraz daha geç olabilir mi?}
< {Kaydettim, görüşürüz.|$later olsun o zaman.}

> {Yaklaşık $minutes dakika gecikeceğim|Otobüsü kaçırdım, $minutes dakika geç kalırım}, kusura bakmayın
< Sorun değil, bekliyoruz.
>? {Geldim|Kapıdayım}

> {Dün gece dişim çok ağrıdı|Dolgum düştü|Oğlumun ateşi 39}, bugün gelebilir miyiz?
< {Geçmiş olsun.|} Bugün $time boş, bekleriz.
> {Çok sağ olun|Hemen geliyoruz|Allah razı olsun}
~ 4h
>? {Şimdi çok daha iyi, teşekkürler|Ağrı kalmadı 🙏}

> {Sonuçlarım çıktı mı?|Reçetem hazır mı?}
< {Evet, hepsi normal.|Eczanede hazır, iki kapı ötede.}
> {Oh çok şükür|Süper, teşekkürler|👍}

> {Evet|Tamam|Teşekkür ederim|Sağ olun|olur}

> Annem sizin çaycıyı çok sevmiş, “oradaki çay bizimki gibi” diyor. Bir dahaki sefere kendi bardağıyla gelecekmiş, haberiniz olsun.
< Bekleriz! Çay demlendi bile ☕
> {😂😂|Söylerim}
`);

export const ukrainian = scenes(String.raw`
> {Добрий день|Вітаю}! {Чи є вільний час у $doctor цього тижня?|Хочу записати сина до лікаря.}
< Добрий день, $first! Є $day о $time, $clinic. Підійде?
> {Так, дякую|Чудово|А можна трохи пізніше?}
< {Записала. До зустрічі!|Тоді $later.}

> {Запізнюся хвилин на $minutes|Їду, буду через $minutes хв}, {затори|автобус не прийшов}, вибачте
< Нічого страшного, чекаємо.
>? {Я вже тут|Прийшла}

> {У доньки болить вухо|Випала пломба|Третій день температура}, {можна сьогодні прийти?|що робити?}
< Приходьте о $time. {Візьміть, будь ласка, список ліків.|Якщо стане гірше, телефонуйте одразу.}
> {Дуже дякую!|Добре, будемо|Дякую вам 🙏}
~ 5h
>? {Вже краще, спить.|Не болить, ура!}

> Чи можна, щоб на прийомі був перекладач? Моя мама розуміє англійську, але про здоров’я їй спокійніше українською.
< Так, перекладач буде на лінії, це безкоштовно. Ми вже замовили на $day.
> {Ви дуже нас виручили|Щиро дякую, мама аж заспокоїлася}

> {Так|Дякую!|Добре|👍|Гаразд}

> Хочу подякувати всім вам. Ми приїхали сюди з двома валізами й котом, і ви були перші, хто запитав, як ми взагалі. Мама досі згадує, як $doctor показував їй фото своїх курей. Вона тепер теж хоче курей. Допоможіть 😅
< Дякуємо за теплі слова, $first! Лікар каже, що може віддати двох, дуже балакучих 🐔
> {Тільки не кажіть мамі!|😂 ой ні}
`);
