## Every page

languages = Langues
code = Code de l’e-mail
code-hint = Collez le code, ou le lien entier.
code-check = Vérifier le code
code-incomplete = Ce n’est pas le code entier. Copiez-le en entier depuis l’e-mail : il a 64 caractères.
code-link-cut = Ce lien n’est pas entier. Ouvrez-le de nouveau là où vous l’avez reçu, ou collez le code.
code-loaded-anew = La page a été rechargée. Ouvrez de nouveau le lien là où vous l’avez reçu, ou collez le code.
again = Réessayer
no-answer = Aucune réponse n’est arrivée. Vérifiez votre connexion, puis réessayez.
identifier = Nom d’utilisateur ou adresse e-mail

## /forgot

forgot-title = Réinitialiser votre mot de passe
forgot-why = Si nous pouvons vous aider de cette façon, un e-mail avec un lien arrive dans une minute. Votre ancien mot de passe reste valable jusqu’à ce que vous en définissiez un nouveau.
forgot-send = Envoyer le lien
forgot-sending = Envoi en cours…
forgot-invalid = Cela ne peut être ni un nom d’utilisateur ni une adresse e-mail.
forgot-typed = Vous avez saisi : { $identifier }
forgot-again = Demander de nouveau
forgot-nothing-title = Rien n’arrive ?
forgot-nothing-folder = Attendez quelques minutes et regardez dans le dossier des courriers indésirables. Le compte a peut-être une autre adresse : essayez avec votre nom d’utilisateur.
forgot-nothing-support = S’il n’y a toujours rien, demandez de l’aide : { $support }
forgot-nothing-administrator = S’il n’y a toujours rien, demandez aux personnes qui gèrent votre compte.
forgot-nothing-code = L’e-mail est là, mais son lien ne s’ouvre pas ?
forgot-have-code = Collez ici le code qu’il contient

## /reset

reset-title = Choisir un nouveau mot de passe
reset-without-scripts = Sans JavaScript, le lien ne peut pas inscrire son code lui-même. Copiez le code de l’e-mail et collez-le ici.
reset-looking = Vérification du lien…
reset-not-looked = Le lien n’a pas pu être vérifié. Il n’a pas été utilisé.
reset-until = Ce lien fonctionne une seule fois, jusqu’au { $moment }.
reset-expired-at = Ce lien a expiré le { $moment }. Demandez-en un nouveau.
reset-replaced-at = Un lien plus récent a été envoyé le { $moment }. Utilisez le dernier e-mail, ou demandez un nouveau lien.
reset-password = Nouveau mot de passe
reset-reveal = Afficher
reset-rule-length = Au moins { $minimum } caractères
reset-rule-words = Tout est permis : quelques mots à la suite, des espaces, n’importe quel signe
reset-rule-others = Pas un mot de passe que beaucoup de gens ont, ni fait de votre nom ou de votre adresse
reset-long-enough = Assez long.
reset-set = Définir le mot de passe
reset-setting = Enregistrement du mot de passe…
reset-not-used-up = Le lien n’est pas épuisé.

## /not-me

not-me-title = Ce n’était pas moi
not-me-without-scripts = Cette page a besoin de JavaScript. Sans lui, ne touchez pas au lien : il expire de lui-même, et votre mot de passe reste tel qu’il est.
not-me-why = Quelqu’un a demandé un lien pour définir un nouveau mot de passe pour votre compte. Rien n’a changé. Rendez le lien inutilisable, pour que personne ne puisse s’en servir.
not-me-revoke = Rendre le lien inutilisable
not-me-support = Cela se reproduit ? Dites-le-nous : { $support }
not-me-administrator = Cela se reproduit ? Dites-le aux personnes qui gèrent votre compte.
not-me-revoked-title = Le lien est désormais inutilisable
not-me-revoked = Plus personne ne peut définir de mot de passe avec lui. Votre mot de passe n’a pas changé.
not-me-used-title = Le lien a été utilisé
not-me-used = Quelqu’un a défini un nouveau mot de passe avec ce lien. Si ce n’était pas vous, demandez tout de suite un nouveau lien, choisissez un autre mot de passe et prévenez les personnes qui gèrent votre compte. Changez aussi le mot de passe de votre messagerie : c’est là que le lien est arrivé.
not-me-expired-title = Le délai du lien est écoulé
not-me-expired = Plus personne ne peut l’utiliser. Il n’a pas changé votre mot de passe.
not-me-replaced-title = Un lien plus récent a été envoyé
not-me-replaced = Ce lien est déjà inutilisable, mais un plus récent a été envoyé ensuite. Ouvrez « Ce n’était pas moi » dans le dernier e-mail.
not-me-unknown-title = Ce lien n’est pas enregistré
not-me-unknown = Ouvrez « Ce n’était pas moi » dans l’e-mail lui-même, ou collez le code entier qu’il contient.
