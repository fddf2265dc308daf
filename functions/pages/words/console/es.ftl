## Everywhere

title = Administración
needs-scripts = Esta página necesita JavaScript. Actívelo, o use la API.
accounts = Cuentas
new-account = Cuenta nueva
lookup-short = ¿Por qué no llega?
my-account = Mi cuenta
sign-out = Cerrar sesión
cancel = Cancelar
close = Cerrar
show = Mostrar
hide = Ocultar
more = Mostrar más
more-shown = Se muestran más.
loading = Cargando…
try-again = Intentar de nuevo
needed = Complete este campo.
copied = Copiado.
copy-by-hand = Está seleccionado: cópielo con Ctrl+C o ⌘C.
went-wrong = No ha funcionado
lost-title = Aquí no hay nada
to-accounts = Todas las cuentas
open-record = Abrir la ficha
actions = Acciones
somebody-else = otra persona
details = Datos
done-last = Lo último que se hizo

## Signing in

sign-in-title = Iniciar sesión
identifier = Nombre de usuario o dirección de correo
password = Contraseña
sign-in = Iniciar sesión
sign-in-help = ¿Ha olvidado su contraseña? Un propietario puede enviarle un enlace.
signed-in = Sesión iniciada: { $name }
signed-in-as = Sesión de { $name }
signed-out = Ha cerrado la sesión.
session-over = Su sesión ha terminado. Iníciela de nuevo: volverá a donde estaba.
session-over-title = Su sesión ha terminado
session-over-kept = Iníciela de nuevo: lo que ha escrito se conserva.
unsaved-title = ¿Salir sin guardar?
unsaved = Lo que ha escrito aquí se perderá.
leave = Salir
change-title = Elegir una contraseña nueva
change-password = Cambiar la contraseña
change-hint = Todas sus sesiones terminan, y esta empieza de nuevo con la contraseña nueva.
password-changed = Su contraseña ha cambiado.
current-password = Contraseña actual
new-password = Contraseña nueva
new-password-again = Contraseña nueva otra vez
password-hint = Al menos { $minimum } caracteres; unas cuantas palabras seguidas van bien.
passwords-differ = Las dos contraseñas no son iguales.

## The list

search = Buscar
search-hint = Comienzo de un nombre, nombre de usuario o dirección
tenant = Organización
tenant-all = todas
name = Nombre
username = Nombre de usuario
role = Rol
standing = Estado
choose = Seleccionar
choose-one = Seleccionar a { $name }
choose-all = Seleccionar todo lo que se muestra
chosen = Selección: { $count }
chosen-full = No se pueden seleccionar más de { $most }.
choose-nobody = Anular la selección
shown = Cuentas: { $count }
shown-more = Cuentas: { $count }, y hay más
nobody-found = No se encuentra a nadie. Se busca por el comienzo de nombres, nombres de usuario y direcciones.
actions-for = Acciones para { $name }

## What can be done

reset-link = Enviar enlace
get-link = Copiar enlace
set-password = Establecer contraseña
history = Historial
edit = Editar
send-title = ¿Enviar un enlace de restablecimiento a { $name }?
goes-to = Va a
check-address = ¿Es correcta esta dirección? Pregunte a la persona antes de enviar.
no-address = En la ficha no hay dirección de correo. El enlace se crea y se le muestra a usted, y usted se lo da a la persona.
send = Enviar el enlace
make-link = Crear el enlace
handed-to-you = El enlace se crea y se le muestra a usted.
old-password-works = La contraseña anterior sigue valiendo hasta que se establezca una nueva.
old-passwords-work = Las contraseñas anteriores siguen valiendo hasta que se establezcan otras nuevas.
sent-already = Se creó un enlace: { $at }. Hasta { $until } vuelve a salir el mismo.
replaces-earlier = Un enlace enviado antes vale hasta { $until }. Uno nuevo lo sustituye.
link-title = Un enlace para { $name }
link-explained = No se envía ningún correo. El enlace se le muestra aquí, y usted se lo da a la persona como quiera.
show-link = Mostrar el enlace
reveal-title = ¿Mostrar el enlace de { $name }?
reveal-explained = Quien tiene el enlace puede establecer la contraseña. El historial guarda que usted lo ha visto.
revoke = Revocar el enlace
revoke-title = ¿Revocar el enlace de { $name }?
revoke-explained = El enlace deja de valer enseguida, también el del correo. La contraseña queda como está.

## The link and what became of it

status-sent = Correo de restablecimiento enviado.
status-hand-over = Dé usted el enlace a la persona.
status-queued = El correo con el enlace espera a ser enviado.
state-expired = El enlace ha caducado.
state-used = El enlace se ha usado: hay una contraseña nueva.
state-replaced = Se envió un enlace más reciente.
state-revoked = El enlace se ha revocado.
state-unknown = El enlace ya no se conoce.
state-over = El enlace ya no se puede enviar otra vez.
live-until = Un enlace enviado antes vale hasta
used-at = Se usó:
used-denied = Si la persona dice que no fue ella: envíe enseguida un enlace nuevo, pídale que cambie también la contraseña de su correo, y mire en el historial desde dónde se usó.
reason-requested = Como se pidió, el enlace se entrega en lugar de enviarse por correo.
reason-mail-not-configured = Aquí no hay remitente configurado: no puede salir ningún correo.
reason-no-email = En la ficha no hay dirección de correo.
reason-email-not-unique = Otra cuenta tiene la misma dirección, y el correo podría llegar a quien no es. Dé el enlace a la persona correcta.
reason-mail-rejected = El servicio de correo rechazó el mensaje.
reason-mail-suppressed = El servicio de correo no envía nada a esta dirección, porque ya fallaron correos antes. Compruebe la dirección.
reason-mail-bounced = El correo volvió: la dirección no lo acepta. Compruebe la dirección.
reason-mail-unconfirmed = No se sabe si el correo salió. Si salió, lleva este mismo enlace: dárselo a la persona no hace daño.
resent = Es el mismo enlace que antes.
link-label = Enlace de restablecimiento
copy-link = Copiar enlace
copy-link-of = Copiar el enlace de { $name }
link-once = El enlace se muestra aquí hasta que usted deje esta página. Solo la persona debe tenerlo.
link-folded = El enlace ya no se muestra aquí. La ficha de { $name } lo muestra hasta { $until }.
fact-to = Para
fact-mail = Correo
fact-by = Creado por
fact-at = Creado
fact-resend = El mismo enlace hasta
fact-expires = El enlace vale hasta
delivery-queued = en espera
delivery-sent = enviado
delivery-delivered = entregado
delivery-delayed = retrasado en el otro lado
delivery-bounced = devuelto
delivery-complained = marcado como no deseado
delivery-rejected = rechazado por el servicio de correo
delivery-suppressed = no enviado: dirección bloqueada
delivery-none = ningún correo
delivery-unknown = no se sabe
origin-self-service = pedido en la página pública
origin-admin = por un administrador
origin-invitation = invitación
origin-bulk = envío a varios
mail-failing = Los correos a esta dirección fallan desde { $since }.
mail-failing-since = Los correos a esta dirección fallan desde
mail-failing-advice = También fallarán otros correos. Compruebe la dirección con la persona; pida a quien gestiona su correo que deje pasar el nuestro, o ponga otra dirección en la ficha.
shared-address = Otra cuenta tiene la misma dirección: nadie puede iniciar sesión con ella, ni con la contraseña correcta. Dé a esta cuenta un nombre de usuario.
shared-address-username = Otra cuenta tiene la misma dirección: nadie puede iniciar sesión con ella. La persona usa el nombre de usuario.
same-address = La misma dirección:
no-identifier = Esta cuenta no tiene ni dirección de correo ni nombre de usuario: nadie puede iniciar sesión en ella. Dele un nombre de usuario.

## Why not

rule-self = Nadie hace esto con su propia cuenta. Pídalo a otro administrador.
rule-upward = Para esto hace falta un rol más alto que el suyo.
rule-scope = Esto queda fuera de lo que usted puede hacer.
provider-link = Ayuda con la contraseña en { $provider }

## Setting a password by hand

set-title = Establecer una contraseña para { $name }
set-before = Se estableció una contraseña: { $at }, por { $who }. Otra la deja sin valor: pregunte si la persona ya la tiene.
link-recommended = Mejor: envíe un enlace. Así solo la persona conoce la contraseña.
send-instead = Enviar un enlace en su lugar
generate = Inventar una
must-change = Hay que cambiarla al iniciar sesión
must-change-hint = Tiempo que vale entonces la contraseña: { $duration }
set-consequences = La contraseña anterior deja de valer enseguida, igual que los enlaces y las sesiones. La persona recibe un correo que dice que la contraseña ha cambiado, nunca la contraseña: se la dice usted.
set-consequences-untold = La contraseña anterior deja de valer enseguida, igual que los enlaces y las sesiones. Ningún correo se lo dice a la persona: se lo dice usted, junto con la contraseña nueva.
set-done-title = La contraseña de { $name } está establecida
set-done = La contraseña anterior ya no vale. Diga usted la nueva a la persona; no se envía ni se muestra otra vez.
set-done-must-change = La persona tiene que cambiarla al iniciar sesión. Plazo: { $duration }
copy-password = Copiar contraseña
applies-to-sign-in = Para iniciar sesión.
applies-to-admin-area = Solo vale para el área de administración. En lo demás, la persona inicia sesión como antes.

## Many at once

bulk = Varias cuentas
send-to-chosen = Enviar enlaces
send-to-found = Enviar a todas las encontradas
bulk-title = Enlaces para varias personas
delivery-choice = Cómo viajan los enlaces
delivery-choice-email = Por correo donde se pueda
delivery-choice-link = Los lleva usted
generate-codes = Crear los enlaces
plan-mail = Recibe un correo
plan-hand-over = Usted lleva el enlace
plan-refused = No recibe nada
plan-rows = Quién recibe qué
plan-sums = Por correo: { $mail }. Para llevar usted: { $carried }.
plan-nothing = Nadie recibiría nada: no hay nada que crear.
rows-cut = Se muestran los primeros { $count }
batch-title = Enlaces para varias personas
batch-progress = Progreso
batch-done = Hecho: { $done } de { $total }
batch-finished = Está todo hecho.
batch-carry = Para llevar usted: { $count }
batch-carry-hint = Estos enlaces no van por correo. Cópielos o guárdelos como tabla, y dé a cada persona el suyo.
batch-waiting = En espera: { $count }
batch-waiting-hint = El servicio de correo está saturado, o aún no les ha tocado el turno. Se vuelve a intentar por sí solo; no hay que hacer nada.
batch-rows = Los demás
batch-nothing = Hecho. Lo que aún se sabe está en la ficha.
download-csv = Guardar como CSV
csv-name = Nombre
csv-username = Nombre de usuario
csv-email = Correo
csv-reason = Motivo
csv-link = Enlace
csv-expires-at = El enlace vale hasta

## Records

email = Dirección de correo
locale = Idioma
username-hint = De 2 a 64 caracteres: a–z, 0–9, punto, guion y guion bajo
tenant-hint = De 1 a 64 caracteres: a–z, 0–9, punto, guion y guion bajo; vacío si no hay
locale-hint = Idioma de los correos, como en o pt-BR
sso = Inicia sesión a través de otro proveedor
sso-provider = Nombre del proveedor
sso-hint = Vacío para quien inicia sesión aquí
sso-url = Dirección de su ayuda con contraseñas (https)
send-link-now = Enviar la invitación ahora
send-link-now-hint = Un correo con un enlace para elegir una contraseña.
create-account = Crear la cuenta
needs-identifier = Una cuenta necesita una dirección de correo o un nombre de usuario.
wrong-name = Como mucho 200 caracteres, sin saltos de línea.
wrong-email = No es una dirección de correo como nombre@example.com.
wrong-sso = Un proveedor necesita un nombre y una dirección que empiece por https://.
address-taken-title = Otra cuenta tiene esta dirección
address-taken = { $name } tiene esta dirección.
address-taken-means = En cuanto la tengan dos cuentas, nadie podrá iniciar sesión con ella, ni con la contraseña correcta. Cada una necesitará un nombre de usuario.
address-locks-out = { $name } no tiene nombre de usuario y se quedaría sin acceso.
address-locks-out-this = Aquí no ha escrito ningún nombre de usuario: nadie podría iniciar sesión en esta cuenta.
address-way-out = Mejor: ponga aquí otra dirección, o dé antes un nombre de usuario a las dos cuentas.
save-all-the-same = Guardar de todos modos
created-sent = Cuenta creada y correo de restablecimiento enviado.
created-hand-over = Cuenta creada. Dé usted el enlace a la persona.
created-not-sent = Cuenta creada, pero no se pudo crear un enlace. Envíe uno desde su ficha.
created = Cuenta creada.
edit-title = Editar a { $name }
edit-hint = Cambiar la dirección de correo, el rol, el estado, la organización o el proveedor termina los enlaces y las sesiones de la persona.
save = Guardar
saved = Guardado.
meanwhile = { $member } es ahora: { $value }. Lo suyo está en el formulario.
member-name = Nombre
member-email = Dirección de correo
member-username = Nombre de usuario
member-tenant = Organización
member-role = Rol
member-standing = Estado
member-sso = Proveedor
member-locale = Idioma
role-user = Usuario
role-admin = Administrador
role-owner = Propietario
standing-invited = con invitación
standing-active = activa
standing-expired = caducada
standing-disabled = desactivada

## History

history-title = Historial de { $name }
history-by = por { $who }
history-by-from = por { $who }, desde { $ip }
history-members = Cambios: { $members }
actor-public = la página pública
actor-operator = el operador
actor-system = el sistema
actor-key = una aplicación
actor-key-for = una aplicación, para { $name }
carrier-mail = por correo
carrier-hand-over = entregado en mano
outcome-sent = enviado
outcome-rejected = rechazado por el servicio de correo
outcome-paused = el servicio de correo está en pausa
outcome-throttled = el servicio de correo estaba saturado
outcome-unreachable = no se pudo llegar al servicio de correo
outcome-unclear = no se sabe si salió
outcome-undelivered = abandonado
what-ask-refused = Pidió un enlace y no lo recibió
what-link-issued = Enlace creado
what-link-resent = El mismo enlace otra vez
what-link-revealed = Enlace visto
what-link-revoked = Enlace revocado
what-link-redeemed = Contraseña nueva establecida con el enlace
what-mail-answered = Correo
what-mail-event = Noticias del correo
what-explanation-sent = Un correo explicó que la contraseña se gestiona en otro sitio
what-notice-answered = Aviso de un cambio
what-password-set = Contraseña establecida por un administrador
what-password-changed = Contraseña cambiada por la persona
what-signed-in = Inicio de sesión
what-signed-out = Cierre de sesión
what-account-created = Cuenta creada
what-account-edited = Cuenta editada
what-batch-started = Enlaces para varias personas iniciados
what-pin-set = PIN establecido
what-act-refused = Se rechazó una acción
what-owner-recovered = El operador ayudó al propietario
what-key-created = Clave creada
what-key-revoked = Clave revocada

## Why didn't they get it?

lookup-title = ¿Por qué no les llegó?
lookup-intro = Alguien pidió un enlace y no llegó ningún correo. Escriba lo que escribió la persona.
lookup-identifier = Lo que escribió la persona
lookup-hint = Un nombre de usuario o una dirección de correo, letra por letra
look-up = Consultar
lookup-of = Pedido para: { $identifier }
find-account = Buscar la cuenta
lookup-asked = Pedido
lookup-at = situación
lookup-never-asked = No consta ninguna petición. Tiempo mirado: { $duration }.
lookup-refused = Una red de la que llegan demasiadas peticiones se rechaza durante un rato, y entonces tampoco consta nada: pregunte si la página lo dijo.
lookup-nothing = No consta ninguna petición. Tiempo mirado: { $duration }. Si alguien pidiera un enlace ahora, saldría un correo.
lookup-no-account = Nadie tiene este nombre de usuario ni esta dirección
lookup-no-account-here = Nadie que usted pueda ver tiene este nombre de usuario ni esta dirección
lookup-not-eligible = La página pública no ayuda a esta cuenta
lookup-limited = Hubo demasiados correos en una hora
lookup-outdated = La cuenta cambió después de la petición
lookup-queued = El correo espera a ser enviado
lookup-rejected = El servicio de correo rechazó el mensaje
lookup-undelivered = El correo se abandonó
lookup-sent = El correo se envió
lookup-delivered = El correo se entregó
lookup-delayed = El otro lado se toma su tiempo
lookup-bounced = El correo volvió
lookup-suppressed = El servicio de correo no envía nada a esta dirección
lookup-complained = La persona marcó nuestro correo como no deseado
lookup-redeemed = El enlace se usó
lookup-advice-no-account = Busque una errata, o pregunte por otra dirección.
lookup-advice-not-eligible = Cambie primero el estado, si la persona debe tener acceso.
lookup-advice-limited = Puede enviar un enlace desde la ficha: este límite no vale para administradores.
lookup-advice-outdated = Pídalo otra vez, o envíe un enlace desde la ficha.
lookup-advice-queued = Espere unos minutos, o dé usted el enlace desde la ficha.
lookup-advice-rejected = Dé usted el enlace desde la ficha, y avise al operador.
lookup-advice-undelivered = Dé usted un enlace desde la ficha.
lookup-advice-sent = Mire en la carpeta de correo no deseado.
lookup-advice-delivered = Mire en la carpeta de correo no deseado.
lookup-advice-delayed = Espere unos minutos, o dé usted el enlace desde la ficha.
lookup-advice-bounced = Compruebe la dirección, y dé usted el enlace desde la ficha.
lookup-advice-suppressed = Compruebe la dirección, y dé usted el enlace desde la ficha.
lookup-advice-complained = La persona tiene que deshacerlo. Dé usted el enlace desde la ficha.
lookup-advice-redeemed = La persona tiene una contraseña nueva: que inicie sesión con ella. Si dice que no fue ella, envíe enseguida un enlace nuevo desde la ficha.
lookup-rule-invited = La persona está invitada y nunca ha establecido una contraseña: envíe el enlace desde la ficha.
lookup-rule-administrator = A los administradores los ayuda un propietario.
lookup-rule-no-email = En la ficha no hay dirección de correo.
lookup-rule-email-not-unique = Otra cuenta tiene la misma dirección.

## My account

pin = PIN para el operador
pin-hint = Si es usted el único propietario que queda y no puede entrar, el operador le pide este PIN. Guárdelo en un lugar seguro.
pin-rule = de 6 a 12 cifras
set-pin = Establecer el PIN
pin-set = El PIN está establecido.

## What went wrong

no-answer = No llegó respuesta. Compruebe su conexión e inténtelo de nuevo.
may-have-happened = Quizá se haya hecho de todos modos: mire primero la ficha.
wait = Espere { $duration }.
problem-wrong-credentials = El nombre de usuario y la contraseña no van juntos, o esta cuenta no es para la administración. Si varias cuentas tienen su dirección, use el nombre de usuario.
wrong-password = Esa no es su contraseña actual.
problem-not-authenticated = Su sesión ha terminado. Iníciela de nuevo.
problem-account-unknown = Esa cuenta no existe, o usted no puede verla.
problem-not-found = Aquí ya no hay nada.
problem-edited-meanwhile = Otra persona cambió esta cuenta mientras tanto. Sus cambios están ahora en el formulario, junto a los de usted: mire y guarde de nuevo.
problem-too-many-rows = Se encuentran demasiadas cuentas: 1000 como máximo a la vez. Busque menos.
problem-window-over = El enlace ya no se puede mostrar. Envíe uno nuevo.
problem-password-rejected = Esta contraseña no sirve:
problem-invalid-request = Algo en el formulario no está bien:
problem-too-many-requests = Demasiados intentos.
problem-try-again-later = Ahora mismo no es posible. Inténtelo dentro de un momento.
problem-internal-error = Algo falló por nuestra parte. Inténtelo de nuevo.
