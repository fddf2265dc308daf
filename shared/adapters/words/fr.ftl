# Les mots des messages en français, avec vouvoiement. Les valeurs sont décrites dans en.ftl.
#
# Une espace insécable (U+00A0) précède « : », « ; », « ? » et « ! », et entoure le « h » des heures. On n’écrit pas
# « de { $brand } » : le nom peut commencer par une voyelle.

## Every mail

greeting = Bonjour { $name },
greeting-unnamed = Bonjour,
username = Nom d’utilisateur : { $username }
colon =  :
sign-in = Se connecter à { $brand }
# Suit « prévenez immédiatement ».
administrator = l’équipe d’administration { $brand }
questions = Des questions ? { $support }
never-asked = { $brand } ne vous demandera jamais votre mot de passe par e-mail ni par téléphone.

## Mails with a reset link

self-service-subject = Réinitialisez votre mot de passe { $brand }
self-service-why = Quelqu’un a demandé à réinitialiser le mot de passe de votre compte { $brand }. Si c’est vous, choisissez un nouveau mot de passe.
self-service-unexpected = Ce n’était pas vous ? Rien n’a changé, et vous pouvez rendre ce lien inutilisable.

admin-subject = Choisissez un nouveau mot de passe { $brand }
admin-why = L’équipe d’administration vous envoie ce lien pour que vous puissiez choisir un nouveau mot de passe pour votre compte { $brand }.
admin-unexpected = Vous n’attendiez pas ce message ? Rien n’a changé, et vous pouvez rendre ce lien inutilisable.
admin-area = Ce mot de passe ne sert que pour l’espace d’administration { $brand }. Partout ailleurs, vous vous connectez comme avant.

invitation-subject = Votre compte { $brand } : choisissez un mot de passe
invitation-why = Un compte { $brand } a été créé pour vous. Choisissez un mot de passe pour commencer à l’utiliser.
invitation-unexpected = Vous n’attendiez pas ce message ? Vous n’avez rien à faire, mais vous pouvez rendre ce lien inutilisable.

choose-new-password = Choisir un nouveau mot de passe
choose-password = Choisir un mot de passe
link-ends = Ce lien ne fonctionne qu’une fois. Il expire dans { $left }, { $moment }.
link-ends-old-password-works = { link-ends } Tant que vous n’avez pas choisi de nouveau mot de passe, l’ancien reste valable.
code-page = Si le lien ne s’ouvre pas, allez sur { $page } et collez-y ce code :
not-me = Ce n’était pas moi

## The mail for people whose password is kept elsewhere

managed-subject = Comment réinitialiser votre mot de passe pour { $brand }
managed-why = Quelqu’un a demandé à réinitialiser le mot de passe de votre compte { $brand }. Ce compte n’en a pas : vous vous connectez à { $brand } avec { $provider }, et c’est là que se trouve votre mot de passe.
managed-why-unnamed = Quelqu’un a demandé à réinitialiser le mot de passe de votre compte { $brand }. Ce compte n’en a pas : vous vous connectez à { $brand } par votre organisation, et c’est là que se trouve votre mot de passe.
managed-help = Si vous l’avez oublié, { $provider } peut vous aider :
managed-help-unnamed = Si vous l’avez oublié, votre organisation peut vous aider :
managed-ask = Si vous l’avez oublié, demandez de l’aide à votre organisation.
managed-unexpected = Ce n’est pas vous qui l’avez demandé ? Vous n’avez rien à faire. Rien n’a changé.

## Notices

changed-subject = Votre mot de passe { $brand } a été modifié
changed-by-link = Le mot de passe de votre compte { $brand } a été modifié { $moment }, à l’aide d’un lien de réinitialisation.
changed-by-holder = Le mot de passe de votre compte { $brand } a été modifié { $moment }.
changed-by-administrator = Le mot de passe de votre compte { $brand } a été modifié { $moment } par l’équipe d’administration.
changed-fine = Si c’est vous, vous n’avez rien à faire. Toutes les sessions précédentes ont été fermées.
changed-fine-by-administrator = L’ancien mot de passe ne fonctionne plus ; l’équipe d’administration vous communiquera le nouveau. Toutes les sessions précédentes ont été fermées.
changed-doubt = Si ce n’est pas vous, prévenez immédiatement { $whom }.
changed-doubt-by-administrator = Si vous ne vous y attendiez pas, prévenez immédiatement { $whom }.
changed-mailbox = Les liens de réinitialisation arrivent par e-mail : si ce n’est pas vous, changez aussi le mot de passe de votre messagerie.

removed-subject = Vous vous connectez désormais à { $brand } par votre organisation
removed-why = L’équipe d’administration a modifié { $moment } votre façon de vous connecter à { $brand } : vous le faites désormais par votre organisation. Si votre compte { $brand } avait son propre mot de passe, celui-ci ne fonctionne plus, et toutes les sessions précédentes ont été fermées.

address-subject = L’adresse e-mail de votre compte { $brand } a été modifiée
address-changed = L’adresse e-mail de votre compte { $brand } a été modifiée { $moment }. Les messages concernant ce compte n’arrivent plus à cette adresse.
known-fine = Si vous êtes au courant, vous n’avez rien à faire.
known-doubt = Sinon, prévenez immédiatement { $whom }.

recovered-subject = Lien de réinitialisation créé pour votre compte { $brand }
recovered-why = L’exploitant du service { $brand } a créé { $moment } un lien de réinitialisation pour votre compte propriétaire, après que votre code PIN a été donné, et l’a remis. Toute personne qui détient ce lien peut choisir un nouveau mot de passe pour votre compte.
recovered-fine = Si vous l’avez demandé à l’exploitant, vous n’avez rien à faire. Le mot de passe n’a pas encore changé.
recovered-doubt = Sinon, prévenez immédiatement { $whom }, connectez-vous avec votre mot de passe s’il fonctionne encore et choisissez un autre code PIN.

## Times

moment =
    le { weekday } { $day ->
        [1] 1er
       *[other] { $day }
    } { month } { $year } à { $hour } h { $minute } (UTC)
weekday =
    { $weekday ->
        [1] lundi
        [2] mardi
        [3] mercredi
        [4] jeudi
        [5] vendredi
        [6] samedi
       *[7] dimanche
    }
month =
    { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    }
minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
