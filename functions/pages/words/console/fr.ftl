## Everywhere

title = Administration
needs-scripts = Cette page a besoin de JavaScript. Activez-le, ou utilisez l’API.
accounts = Comptes
new-account = Nouveau compte
lookup-short = Pourquoi pas d’e-mail ?
my-account = Mon compte
sign-out = Se déconnecter
cancel = Annuler
close = Fermer
show = Afficher
hide = Masquer
more = Afficher plus
more-shown = La suite est affichée.
loading = Chargement…
try-again = Réessayer
needed = À remplir.
copied = Copié.
copy-by-hand = Le texte est sélectionné : copiez-le avec Ctrl+C ou ⌘C.
went-wrong = Cela n’a pas marché
lost-title = Il n’y a rien ici
to-accounts = Tous les comptes
open-record = Ouvrir la fiche
actions = Actions
somebody-else = quelqu’un d’autre
details = Détails
done-last = Dernière action

## Signing in

sign-in-title = Connexion
identifier = Nom d’utilisateur ou adresse e-mail
password = Mot de passe
sign-in = Se connecter
sign-in-help = Mot de passe oublié ? Un propriétaire peut vous envoyer un lien.
signed-in = Connexion : { $name }
signed-in-as = Vous êtes { $name }
signed-out = Vous êtes déconnecté.
session-over = Votre session est terminée. Reconnectez-vous : vous reviendrez où vous étiez.
session-over-title = Votre session est terminée
session-over-kept = Reconnectez-vous : ce que vous avez saisi est gardé.
unsaved-title = Quitter sans enregistrer ?
unsaved = Ce que vous avez saisi ici sera perdu.
leave = Quitter
change-title = Choisir un nouveau mot de passe
change-password = Changer le mot de passe
change-hint = Toutes vos sessions se terminent, et celle-ci recommence avec le nouveau mot de passe.
password-changed = Votre mot de passe est changé.
current-password = Mot de passe actuel
new-password = Nouveau mot de passe
new-password-again = Nouveau mot de passe, encore une fois
password-hint = Au moins { $minimum } caractères ; quelques mots à la suite conviennent bien.
passwords-differ = Les deux mots de passe ne sont pas identiques.

## The list

search = Rechercher
search-hint = Début d’un nom, d’un nom d’utilisateur ou d’une adresse
tenant = Organisation
tenant-all = toutes
name = Nom
username = Nom d’utilisateur
role = Rôle
standing = État
choose = Sélectionner
choose-one = Sélectionner { $name }
choose-all = Sélectionner tout ce qui est affiché
chosen = Sélection : { $count }
chosen-full = On ne peut pas en sélectionner plus de { $most }.
choose-nobody = Annuler la sélection
shown = Comptes : { $count }
shown-more = Comptes : { $count }, et il y en a d’autres
nobody-found = Personne. La recherche regarde le début des noms, des noms d’utilisateur et des adresses.
actions-for = Actions pour { $name }

## What can be done

reset-link = Envoyer un lien
get-link = Copier le lien
set-password = Définir un mot de passe
history = Historique
edit = Modifier
send-title = Envoyer un lien de réinitialisation à { $name } ?
goes-to = Il part à
check-address = Cette adresse est-elle juste ? Demandez à la personne avant d’envoyer.
no-address = Il n’y a pas d’adresse e-mail sur la fiche. Le lien est créé et vous est montré, et vous le donnez vous-même à la personne.
send = Envoyer le lien
make-link = Créer le lien
handed-to-you = Le lien est créé et vous est montré.
old-password-works = L’ancien mot de passe reste valable jusqu’à ce qu’un nouveau soit défini.
old-passwords-work = Les anciens mots de passe restent valables jusqu’à ce que de nouveaux soient définis.
sent-already = Un lien a été créé : { $at }. C’est le même qui repart, fin : { $until }.
replaces-earlier = Un lien envoyé plus tôt est encore valable, fin : { $until }. Un nouveau le remplace.
link-title = Un lien pour { $name }
link-explained = Aucun e-mail n’est envoyé. Le lien vous est montré ici, et vous le donnez vous-même à la personne, comme vous voulez.
show-link = Afficher le lien
reveal-title = Afficher le lien de { $name } ?
reveal-explained = Qui a le lien peut définir le mot de passe. L’historique garde que vous l’avez regardé.
revoke = Révoquer le lien
revoke-title = Révoquer le lien de { $name } ?
revoke-explained = Le lien cesse aussitôt, celui de l’e-mail aussi. Le mot de passe reste comme il est.

## The link and what became of it

status-sent = L’e-mail de réinitialisation est envoyé.
status-hand-over = Donnez vous-même le lien à la personne.
status-queued = L’e-mail avec le lien attend d’être envoyé.
state-expired = Le lien a expiré.
state-used = Le lien a servi : un nouveau mot de passe est défini.
state-replaced = Un lien plus récent a été envoyé.
state-revoked = Le lien a été révoqué.
state-unknown = Le lien n’est plus connu.
state-over = Le lien ne peut plus être renvoyé.
live-until = Un lien envoyé plus tôt est encore valable, fin :
used-at = Il a servi :
used-denied = Si la personne dit que ce n’était pas elle : envoyez tout de suite un nouveau lien, faites-lui changer aussi le mot de passe de sa messagerie, et regardez dans l’historique d’où il a été utilisé.
reason-requested = Comme demandé, le lien est remis au lieu d’être envoyé par e-mail.
reason-mail-not-configured = Aucun expéditeur n’est configuré ici : aucun e-mail ne peut partir.
reason-no-email = Il n’y a pas d’adresse e-mail sur la fiche.
reason-email-not-unique = Un autre compte a la même adresse e-mail : l’e-mail pourrait arriver à la mauvaise personne. Donnez le lien à la bonne.
reason-mail-rejected = Le service de messagerie a refusé l’e-mail.
reason-mail-suppressed = Le service de messagerie n’envoie rien à cette adresse, car des e-mails y ont déjà échoué. Vérifiez l’adresse.
reason-mail-bounced = L’e-mail est revenu : l’adresse ne l’accepte pas. Vérifiez l’adresse.
reason-mail-unconfirmed = Personne ne sait si l’e-mail est parti. Si oui, il porte ce même lien : le donner à la personne ne fait pas de mal.
resent = C’est le même lien qu’avant.
link-label = Lien de réinitialisation
copy-link = Copier le lien
copy-link-of = Copier le lien de { $name }
link-once = Le lien est affiché ici jusqu’à ce que vous quittiez cette page. Personne d’autre que la personne ne doit l’avoir.
link-folded = Le lien n’est plus affiché ici. La fiche de { $name } le donne jusqu’à { $until }.
fact-to = À
fact-mail = E-mail
fact-by = Créé par
fact-at = Créé
fact-resend = Même lien jusqu’à
fact-expires = Lien valable jusqu’à
delivery-queued = en attente
delivery-sent = envoyé
delivery-delivered = remis
delivery-delayed = retardé de l’autre côté
delivery-bounced = revenu
delivery-complained = signalé comme indésirable
delivery-rejected = refusé par le service de messagerie
delivery-suppressed = pas envoyé : adresse bloquée
delivery-none = aucun e-mail
delivery-unknown = inconnu
origin-self-service = demandé sur la page publique
origin-admin = par un administrateur
origin-invitation = invitation
origin-bulk = envoi groupé
mail-failing = Les e-mails à cette adresse échouent depuis { $since }.
mail-failing-since = Les e-mails à cette adresse échouent depuis
mail-failing-advice = Les autres e-mails y échoueront aussi. Vérifiez l’adresse avec la personne ; demandez à qui gère sa messagerie de laisser passer nos e-mails, ou mettez une autre adresse sur la fiche.
shared-address = Un autre compte a la même adresse e-mail : personne ne peut se connecter avec elle, même avec le bon mot de passe. Donnez un nom d’utilisateur à ce compte.
shared-address-username = Un autre compte a la même adresse e-mail : personne ne peut se connecter avec elle. La personne se connecte avec le nom d’utilisateur.
same-address = La même adresse :
no-identifier = Ce compte n’a ni adresse e-mail ni nom d’utilisateur : personne ne peut s’y connecter. Donnez-lui un nom d’utilisateur.

## Why not

rule-self = Personne ne fait cela à son propre compte. Demandez à un autre administrateur.
rule-upward = Il faut pour cela un rôle plus élevé que le vôtre.
rule-scope = Cela dépasse ce que vous pouvez faire.
provider-link = Aide pour le mot de passe chez { $provider }

## Setting a password by hand

set-title = Définir un mot de passe pour { $name }
set-before = Un mot de passe a été défini : { $at }, par { $who }. Un autre le rend inutile : demandez si la personne l’a déjà.
link-recommended = Mieux : envoyez un lien. Ainsi, seule la personne connaît le mot de passe.
send-instead = Envoyer plutôt un lien
generate = En inventer un
must-change = À changer à la prochaine connexion
must-change-hint = Durée de validité du mot de passe : { $duration }
set-consequences = L’ancien mot de passe cesse aussitôt, les liens et les sessions aussi. La personne apprend par e-mail que le mot de passe a changé, jamais le mot de passe lui-même : c’est vous qui le lui dites.
set-consequences-untold = L’ancien mot de passe cesse aussitôt, les liens et les sessions aussi. Aucun e-mail ne le dit à la personne : c’est vous qui le lui dites, avec le nouveau mot de passe.
set-done-title = Le mot de passe de { $name } est défini
set-done = L’ancien mot de passe ne marche plus. Dites vous-même le nouveau à la personne ; il n’est ni envoyé ni montré une autre fois.
set-done-must-change = La personne doit le changer à la prochaine connexion. Délai : { $duration }
copy-password = Copier le mot de passe
applies-to-sign-in = Pour la connexion.
applies-to-admin-area = Il ne vaut que pour l’espace d’administration. Partout ailleurs, la personne se connecte comme avant.

## Many at once

bulk = Plusieurs comptes
send-to-chosen = Envoyer des liens
send-to-found = Envoyer à tous les comptes trouvés
bulk-title = Liens pour plusieurs personnes
delivery-choice = Comment les liens voyagent
delivery-choice-email = Par e-mail là où c’est possible
delivery-choice-link = Vous les portez vous-même
generate-codes = Créer les liens
plan-mail = Reçoit un e-mail
plan-hand-over = Vous portez le lien
plan-refused = Ne reçoit rien
plan-rows = Qui reçoit quoi
plan-sums = Par e-mail : { $mail }. À porter vous-même : { $carried }.
plan-nothing = Personne ne recevrait rien : il n’y a rien à créer.
rows-cut = Affichés : les { $count } premiers
batch-title = Liens pour plusieurs personnes
batch-progress = Avancement
batch-done = Terminé : { $done } sur { $total }
batch-finished = Tout est terminé.
batch-carry = À porter vous-même : { $count }
batch-carry-hint = Ces liens ne partent pas par e-mail. Copiez-les ou enregistrez-les en tableau, et donnez à chacun le sien.
batch-waiting = En attente : { $count }
batch-waiting-hint = Le service de messagerie est surchargé, ou ce n’est pas encore leur tour. Un nouvel essai se fait tout seul ; vous n’avez rien à faire.
batch-rows = Les autres
batch-nothing = Terminé. Ce qu’on peut encore en dire est sur la fiche.
download-csv = Enregistrer en CSV
csv-name = Nom
csv-username = Nom d’utilisateur
csv-email = E-mail
csv-reason = Raison
csv-link = Lien
csv-expires-at = Lien valable jusqu’à

## Records

email = Adresse e-mail
locale = Langue
username-hint = 2 à 64 caractères : a–z, 0–9, point, tiret et tiret bas
tenant-hint = 1 à 64 caractères : a–z, 0–9, point, tiret et tiret bas ; vide pour aucune
locale-hint = Langue des e-mails, comme en ou pt-BR
sso = Se connecte par un autre fournisseur
sso-provider = Nom du fournisseur
sso-hint = Vide pour qui se connecte ici
sso-url = Adresse de son aide pour les mots de passe (https)
send-link-now = Envoyer l’invitation maintenant
send-link-now-hint = Un e-mail avec un lien pour choisir un mot de passe.
create-account = Créer le compte
needs-identifier = Il faut à un compte une adresse e-mail ou un nom d’utilisateur.
wrong-name = Au plus 200 caractères, sans retour à la ligne.
wrong-email = Ce n’est pas une adresse e-mail comme nom@example.com.
wrong-sso = Un fournisseur a besoin d’un nom et d’une adresse qui commence par https://.
address-taken-title = Un autre compte a cette adresse
address-taken = { $name } a cette adresse.
address-taken-means = Dès que deux comptes l’ont, personne ne peut plus se connecter avec elle, même avec le bon mot de passe. Il faut alors un nom d’utilisateur à chacun.
address-locks-out = { $name } n’a pas de nom d’utilisateur et n’aurait plus accès.
address-locks-out-this = Vous n’avez pas saisi de nom d’utilisateur ici : personne ne pourrait se connecter à ce compte.
address-way-out = Mieux : mettez ici une autre adresse, ou donnez d’abord un nom d’utilisateur aux deux comptes.
save-all-the-same = Enregistrer quand même
created-sent = Le compte est créé et l’e-mail de réinitialisation est envoyé.
created-hand-over = Le compte est créé. Donnez vous-même le lien à la personne.
created-not-sent = Le compte est créé, mais aucun lien n’a pu l’être. Envoyez-en un depuis sa fiche.
created = Le compte est créé.
edit-title = Modifier { $name }
edit-hint = Changer l’adresse e-mail, le rôle, l’état, l’organisation ou le fournisseur met fin aux liens et aux sessions de la personne.
save = Enregistrer
saved = Enregistré.
meanwhile = { $member } est maintenant : { $value }. Votre saisie est dans le formulaire.
member-name = Nom
member-email = Adresse e-mail
member-username = Nom d’utilisateur
member-tenant = Organisation
member-role = Rôle
member-standing = État
member-sso = Fournisseur
member-locale = Langue
role-user = Utilisateur
role-admin = Administrateur
role-owner = Propriétaire
standing-invited = invité
standing-active = actif
standing-expired = expiré
standing-disabled = désactivé

## History

history-title = Historique de { $name }
history-by = par { $who }
history-by-from = par { $who }, depuis { $ip }
history-members = Modifié : { $members }
actor-public = la page publique
actor-operator = l’exploitant
actor-system = le système
actor-key = une application
actor-key-for = une application, pour { $name }
carrier-mail = par e-mail
carrier-hand-over = remis en main propre
outcome-sent = envoyé
outcome-rejected = refusé par le service de messagerie
outcome-paused = le service de messagerie est suspendu
outcome-throttled = le service de messagerie était surchargé
outcome-unreachable = le service de messagerie était injoignable
outcome-unclear = personne ne sait s’il est parti
outcome-undelivered = abandonné
what-ask-refused = A demandé un lien et n’en a pas reçu
what-link-issued = Lien créé
what-link-resent = Même lien une autre fois
what-link-revealed = Lien regardé
what-link-revoked = Lien révoqué
what-link-redeemed = Nouveau mot de passe défini avec le lien
what-mail-answered = E-mail
what-mail-event = Nouvelles de l’e-mail
what-explanation-sent = E-mail expliquant que le mot de passe est géré ailleurs
what-notice-answered = Avis d’un changement
what-password-set = Mot de passe défini par un administrateur
what-password-changed = Mot de passe changé par la personne
what-signed-in = Connexion
what-signed-out = Déconnexion
what-account-created = Compte créé
what-account-edited = Compte modifié
what-batch-started = Liens pour plusieurs personnes lancés
what-pin-set = Code PIN défini
what-act-refused = Une action a été refusée
what-owner-recovered = L’exploitant a dépanné le propriétaire
what-key-created = Clé créée
what-key-revoked = Clé révoquée

## Why didn't they get it?

lookup-title = Pourquoi rien n’est arrivé ?
lookup-intro = Quelqu’un a demandé un lien et aucun e-mail n’est arrivé. Saisissez ce que la personne a saisi.
lookup-identifier = Ce que la personne a saisi
lookup-hint = Un nom d’utilisateur ou une adresse e-mail, à la lettre près
look-up = Chercher
lookup-of = Demandé pour : { $identifier }
find-account = Trouver le compte
lookup-asked = Demandé
lookup-at = situation
lookup-never-asked = Aucune demande n’est enregistrée. Période regardée : { $duration }.
lookup-refused = Un réseau d’où viennent trop de demandes est refusé pendant un temps, et rien n’est alors enregistré non plus : demandez si la page l’a dit.
lookup-nothing = Aucune demande n’est enregistrée. Période regardée : { $duration }. Si quelqu’un demandait un lien maintenant, un e-mail partirait.
lookup-no-account = Personne n’a ce nom d’utilisateur ni cette adresse
lookup-no-account-here = Personne que vous puissiez voir n’a ce nom d’utilisateur ni cette adresse
lookup-not-eligible = La page publique n’aide pas ce compte
lookup-limited = Il y a eu trop d’e-mails en une heure
lookup-outdated = Le compte a changé après la demande
lookup-queued = L’e-mail attend d’être envoyé
lookup-rejected = Le service de messagerie a refusé l’e-mail
lookup-undelivered = L’e-mail a été abandonné
lookup-sent = L’e-mail a été envoyé
lookup-delivered = L’e-mail a été remis
lookup-delayed = L’autre côté prend son temps
lookup-bounced = L’e-mail est revenu
lookup-suppressed = Le service de messagerie n’envoie rien à cette adresse
lookup-complained = La personne a signalé notre e-mail comme indésirable
lookup-redeemed = Le lien a servi
lookup-advice-no-account = Cherchez une faute de frappe, ou demandez une autre adresse.
lookup-advice-not-eligible = Changez d’abord l’état, si la personne doit avoir accès.
lookup-advice-limited = Vous pouvez envoyer un lien depuis la fiche : cette limite ne vaut pas pour les administrateurs.
lookup-advice-outdated = Demandez encore, ou envoyez un lien depuis la fiche.
lookup-advice-queued = Attendez quelques minutes, ou donnez vous-même le lien depuis la fiche.
lookup-advice-rejected = Donnez vous-même le lien depuis la fiche, et prévenez l’exploitant.
lookup-advice-undelivered = Donnez vous-même un lien depuis la fiche.
lookup-advice-sent = Regardez dans le dossier des courriers indésirables.
lookup-advice-delivered = Regardez dans le dossier des courriers indésirables.
lookup-advice-delayed = Attendez quelques minutes, ou donnez vous-même le lien depuis la fiche.
lookup-advice-bounced = Vérifiez l’adresse, et donnez vous-même le lien depuis la fiche.
lookup-advice-suppressed = Vérifiez l’adresse, et donnez vous-même le lien depuis la fiche.
lookup-advice-complained = La personne doit annuler ce signalement. Donnez vous-même le lien depuis la fiche.
lookup-advice-redeemed = La personne a un nouveau mot de passe : qu’elle se connecte avec. Si elle dit que ce n’était pas elle, envoyez tout de suite un nouveau lien depuis la fiche.
lookup-rule-invited = La personne est invitée et n’a jamais défini de mot de passe : envoyez le lien depuis la fiche.
lookup-rule-administrator = Un propriétaire aide les administrateurs.
lookup-rule-no-email = Il n’y a pas d’adresse e-mail sur la fiche.
lookup-rule-email-not-unique = Un autre compte a la même adresse.

## My account

pin = Code PIN pour l’exploitant
pin-hint = Si vous êtes le seul propriétaire qui reste et que vous ne pouvez plus entrer, l’exploitant vous demande ce code. Gardez-le en lieu sûr.
pin-rule = 6 à 12 chiffres
set-pin = Définir le code PIN
pin-set = Le code PIN est défini.

## What went wrong

no-answer = Aucune réponse n’est venue. Vérifiez votre connexion, puis réessayez.
may-have-happened = C’est peut-être fait malgré tout : regardez d’abord la fiche.
wait = Attendez { $duration }.
problem-wrong-credentials = Le nom d’utilisateur et le mot de passe ne vont pas ensemble, ou ce compte n’est pas pour l’administration. Si plusieurs comptes ont votre adresse, utilisez le nom d’utilisateur.
wrong-password = Ce n’est pas votre mot de passe actuel.
problem-not-authenticated = Votre session est terminée. Reconnectez-vous.
problem-account-unknown = Ce compte n’existe pas, ou vous ne pouvez pas le voir.
problem-not-found = Il n’y a plus rien ici.
problem-edited-meanwhile = Quelqu’un d’autre a modifié ce compte entre-temps. Ses changements sont maintenant dans le formulaire, à côté des vôtres : regardez, et enregistrez encore.
problem-too-many-rows = Trop de comptes sont trouvés : 1 000 au plus à la fois. Cherchez plus précisément.
problem-window-over = Le lien ne peut plus être montré. Envoyez-en un nouveau.
problem-password-rejected = Ce mot de passe ne convient pas :
problem-invalid-request = Quelque chose ne va pas dans le formulaire :
problem-too-many-requests = Trop d’essais.
problem-try-again-later = Ce n’est pas possible en ce moment. Réessayez dans un instant.
problem-internal-error = Quelque chose a échoué chez nous. Réessayez.
