## Ce qui a été fait

asked-title = Regardez vos e-mails
asked = Si un compte peut être aidé de cette façon, un e-mail est en route. Rien ne change tant que le lien qu’il contient n’est pas utilisé.
set-title = Mot de passe défini
set = Votre nouveau mot de passe est défini. Utilisez-le pour vous connecter.
set-admin-area = Votre nouveau mot de passe pour l’espace d’administration est défini. Partout ailleurs, vous vous connectez comme avant.
set-needs-username = Votre nouveau mot de passe est défini. Mais le compte n’a ni nom d’utilisateur ni adresse e-mail à lui seul : personne ne peut s’y connecter. Demandez un nom d’utilisateur à un administrateur.
sign-in = Se connecter
ask-again = Demander un nouveau lien
paste-again = Coller de nouveau le code et réessayer
paste-code = Coller le code à nouveau
ask-wants = Saisissez votre nom d’utilisateur ou votre adresse e-mail.
redeem-wants = Collez le code de l’e-mail et saisissez un nouveau mot de passe.
used-not-you = Ce n’était pas vous ? Demandez tout de suite un nouveau lien, choisissez un autre mot de passe et prévenez les personnes qui gèrent votre compte.
wait =
    { $minutes ->
        [one] Trop d’essais sont venus de votre réseau. Attendez une minute, puis réessayez.
       *[other] Trop d’essais sont venus de votre réseau. Attendez { $minutes } minutes, puis réessayez.
    }

## Pourquoi un mot de passe n’est pas accepté

reason-too-short = Utilisez au moins { $minimum } caractères.
reason-too-long = Utilisez au plus { $maximum } caractères.
reason-too-common = Choisissez quelque chose de moins courant : celui-ci est l’un des premiers que d’autres essaieraient.
reason-contains-account-words = Il reste trop peu de choses en dehors de votre nom, de votre identifiant ou de votre adresse.
reason-same-as-current = Choisissez un mot de passe différent de l’actuel.

## Problèmes

problem-type = Type de problème
problem-not-found-title = Introuvable
problem-not-found = Il n’y a rien à ce chemin.
problem-method-not-allowed-title = Méthode non autorisée
problem-method-not-allowed = Ce chemin accepte d’autres méthodes : voir l’en-tête Allow.
problem-unsupported-media-type-title = Type de contenu non pris en charge
problem-unsupported-media-type = Envoyez le corps en application/json et en UTF-8.
problem-too-large-title = Corps trop volumineux
problem-too-large = Un corps peut faire 16 Kio au plus, et 64 Kio s’il commande des liens pour plusieurs personnes.
problem-invalid-request-title = Requête non valide
problem-invalid-request = La requête n’est pas celle que ce chemin accepte.
problem-not-authenticated-title = Non connecté
problem-not-authenticated = Envoyez un jeton encore valable : connectez-vous de nouveau ou vérifiez la clé de service.
problem-wrong-credentials-title = Identifiants incorrects
problem-wrong-credentials = L’identifiant et le mot de passe ne vont pas ensemble.
problem-password-change-required-title = Changement de mot de passe requis
problem-password-change-required = Ce mot de passe a été défini par un administrateur. Choisissez-en un à vous, puis connectez-vous avec lui.
problem-password-expired-title = Mot de passe expiré
problem-password-expired = Ce mot de passe a été défini par un administrateur et il a expiré. Demandez un lien de réinitialisation.
problem-account-not-eligible-title = Compte non admissible
problem-account-not-eligible = Le mot de passe est bon, mais ce compte ne se connecte pas ici.
problem-account-unknown-title = Aucun compte de ce genre
problem-account-unknown = Aucun compte n’a cet identifiant.
problem-not-allowed-title = Non autorisé
problem-not-allowed = Cela dépasse ce que vous, ou la clé, pouvez faire.
problem-manual-set-off-title = La définition manuelle est désactivée
problem-manual-set-off = Ici, les mots de passe ne sont pas définis à la main. Envoyez plutôt un lien de réinitialisation.
problem-link-not-shown-title = Les liens ne sont pas affichés
problem-link-not-shown = Ici, les liens partent par e-mail et ne sont affichés que si l’e-mail ne peut pas les acheminer.
problem-edited-meanwhile-title = Modifié entre-temps
problem-edited-meanwhile = Quelqu’un a modifié ce compte depuis que vous l’avez lu. Relisez-le, puis faites votre modification.
problem-username-taken-title = Nom d’utilisateur déjà pris
problem-username-taken = Un autre compte a ce nom d’utilisateur.
problem-too-many-rows-title = Trop de lignes
problem-too-many-rows = Plus de 1000 comptes sont trouvés. Cherchez-en moins.
problem-window-over-title = Le lien ne peut plus être affiché
problem-window-over = Il n’y a pas de lien valable, ou le délai pendant lequel il peut être affiché de nouveau est écoulé. Envoyez-en un nouveau.
problem-account-expired-title = Compte expiré
problem-account-expired = Le compte a expiré : un mot de passe ne laisserait pas entrer la personne.
problem-account-disabled-title = Compte désactivé
problem-account-disabled = Le compte est désactivé : un mot de passe ne laisserait pas entrer la personne.
problem-managed-by-sso-title = Géré par SSO
problem-managed-by-sso = La personne se connecte par un autre fournisseur. Le mot de passe y est géré.
problem-password-rejected-title = Mot de passe non accepté
problem-password-rejected = Choisissez un autre mot de passe : les raisons disent pourquoi.
problem-link-expired-title = Lien expiré
problem-link-expired = Le délai de ce lien est écoulé. Demandez-en un nouveau.
problem-link-used-title = Lien déjà utilisé
problem-link-used = Un mot de passe a déjà été défini avec ce lien. Utilisez-le pour vous connecter, ou demandez un nouveau lien.
problem-link-replaced-title = Un lien plus récent a été envoyé
problem-link-replaced = Un lien plus récent a été envoyé après celui-ci. Utilisez le dernier e-mail, ou demandez un nouveau lien.
problem-link-revoked-title = Lien retiré
problem-link-revoked = Ce lien a été retiré. Demandez-en un nouveau si vous en avez besoin.
problem-link-unknown-title = Lien inconnu
problem-link-unknown = Ce lien n’est pas enregistré. Copiez tout le lien ou le code du dernier e-mail, ou demandez-en un nouveau.
problem-too-many-requests-title = Trop de requêtes
problem-too-many-requests = Attendez un moment, puis réessayez : voir l’en-tête Retry-After.
problem-try-again-later-title = Réessayez plus tard
problem-try-again-later = Ce n’est pas possible pour le moment. Réessayez dans un petit moment.
problem-try-signing-in-title = Essayez d’abord de vous connecter
problem-try-signing-in = Essayez d’abord de vous connecter avec le nouveau mot de passe : il a peut-être été enregistré. Si cela ne marche pas, réessayez dans un petit moment.
problem-internal-error-title = Quelque chose s’est mal passé
problem-internal-error = Quelque chose s’est mal passé de notre côté. Réessayez ; si cela se reproduit, indiquez au support l’identifiant de la requête.
