# Las palabras de los correos en español, de usted. Los valores se explican en en.ftl.

## Every mail

greeting = Hola, { $name }:
greeting-unnamed = Hola:
username = Nombre de usuario: { $username }
colon = :
sign-in = Iniciar sesión en { $brand }
# Va detrás de «con».
administrator = el equipo de administración de { $brand }
questions = ¿Tiene preguntas? { $support }
never-asked = { $brand } nunca le pedirá su contraseña por correo ni por teléfono.

## Mails with a reset link

self-service-subject = Restablezca su contraseña de { $brand }
self-service-why = Alguien ha pedido restablecer la contraseña de su cuenta de { $brand }. Si ha sido usted, elija una contraseña nueva.
self-service-unexpected = ¿No ha sido usted? No ha cambiado nada, y puede inutilizar el enlace.

admin-subject = Elija una contraseña nueva para { $brand }
admin-why = El equipo de administración le envía este enlace para que pueda elegir una contraseña nueva para su cuenta de { $brand }.
admin-unexpected = ¿No esperaba este correo? No ha cambiado nada, y puede inutilizar el enlace.
admin-area = La contraseña sirve solo para el área de administración de { $brand }. En todo lo demás, siga iniciando sesión como hasta ahora.

invitation-subject = Su cuenta de { $brand }: elija una contraseña
invitation-why = Se ha creado una cuenta de { $brand } para usted. Elija una contraseña para empezar a usarla.
invitation-unexpected = ¿No esperaba este correo? No tiene que hacer nada, pero puede inutilizar el enlace.

choose-new-password = Elegir una contraseña nueva
choose-password = Elegir una contraseña
link-ends = El enlace funciona una sola vez. Caduca dentro de { $left }, { $moment }.
link-ends-old-password-works = { link-ends } Hasta que elija una contraseña nueva, la anterior sigue funcionando.
code-page = Si el enlace no se abre, vaya a { $page } y pegue allí este código:
not-me = No he sido yo

## The mail for people whose password is kept elsewhere

managed-subject = Cómo restablecer su contraseña para { $brand }
managed-why = Alguien ha pedido restablecer la contraseña de su cuenta de { $brand }. La cuenta no tiene ninguna: usted inicia sesión en { $brand } con { $provider }, y es allí donde está su contraseña.
managed-why-unnamed = Alguien ha pedido restablecer la contraseña de su cuenta de { $brand }. La cuenta no tiene ninguna: usted inicia sesión en { $brand } a través de su organización, y es allí donde está su contraseña.
managed-help = Si la ha olvidado, { $provider } puede ayudarle:
managed-help-unnamed = Si la ha olvidado, su organización puede ayudarle:
managed-ask = Si la ha olvidado, pida ayuda a su organización.
managed-unexpected = ¿No lo ha pedido usted? No tiene que hacer nada. No ha cambiado nada.

## Notices

changed-subject = Su contraseña de { $brand } ha cambiado
changed-by-link = La contraseña de su cuenta de { $brand } se cambió con un enlace de restablecimiento { $moment }.
changed-by-holder = La contraseña de su cuenta de { $brand } se cambió { $moment }.
changed-by-administrator = El equipo de administración cambió la contraseña de su cuenta de { $brand } { $moment }.
changed-fine = Si ha sido usted, no tiene que hacer nada. Se han cerrado todas las sesiones anteriores.
changed-fine-by-administrator = La contraseña anterior ya no funciona; el equipo de administración le dará la nueva. Se han cerrado todas las sesiones anteriores.
changed-doubt = Si no ha sido usted, póngase en contacto de inmediato con { $whom }.
changed-doubt-by-administrator = Si no lo esperaba, póngase en contacto de inmediato con { $whom }.
changed-mailbox = Los enlaces de restablecimiento llegan por correo: si no ha sido usted, cambie también la contraseña de su buzón.

removed-subject = Ahora inicia sesión en { $brand } a través de su organización
removed-why = El equipo de administración cambió { $moment } su forma de iniciar sesión en { $brand }: ahora lo hace a través de su organización. Si su cuenta de { $brand } tenía contraseña propia, ya no funciona, y se han cerrado todas las sesiones anteriores.

address-subject = La dirección de correo de su cuenta de { $brand } ha cambiado
address-changed = La dirección de correo de su cuenta de { $brand } se cambió { $moment }. Los correos sobre esta cuenta ya no llegan a esta dirección.
known-fine = Si ya lo sabía, no tiene que hacer nada.
known-doubt = Si no, póngase en contacto de inmediato con { $whom }.

recovered-subject = Enlace de restablecimiento creado para su cuenta de { $brand }
recovered-why = El operador de { $brand } creó un enlace de restablecimiento para su cuenta propietaria { $moment }, después de que se facilitara su PIN, y lo entregó. Quien tenga el enlace puede elegir una contraseña nueva para su cuenta.
recovered-fine = Si se lo pidió usted al operador, no tiene que hacer nada. La contraseña todavía no ha cambiado.
recovered-doubt = Si no, póngase en contacto de inmediato con { $whom }, inicie sesión con su contraseña si todavía funciona y elija otro PIN.

## Times

moment =
    el { weekday } { $day } de { month } de { $year } { $hour ->
        [1] a la
       *[other] a las
    } { $hour }:{ $minute } (UTC)
weekday =
    { $weekday ->
        [1] lunes
        [2] martes
        [3] miércoles
        [4] jueves
        [5] viernes
        [6] sábado
       *[7] domingo
    }
month =
    { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    }
minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
