## Lo que se ha hecho

asked-title = Mire su correo
asked = Si se puede ayudar así a una cuenta, hay un correo en camino. No cambia nada hasta que se use el enlace que contiene.
set-title = Contraseña establecida
set = Su nueva contraseña está establecida. Inicie sesión con ella.
set-admin-area = Su nueva contraseña para el área de administración está establecida. En todo lo demás inicia sesión como antes.
set-needs-username = Su nueva contraseña está establecida. Pero la cuenta no tiene ni nombre de usuario ni una dirección de correo solo suya, y nadie puede iniciar sesión en ella. Pida un nombre de usuario a un administrador.
sign-in = Iniciar sesión
ask-again = Pedir un enlace nuevo
paste-again = Pegar otra vez el código y volver a intentarlo
paste-code = Pegar el código otra vez
ask-wants = Escriba su nombre de usuario o su dirección de correo.
redeem-wants = Pegue el código del correo y escriba una contraseña nueva.
used-not-you = ¿No ha sido usted? Pida enseguida un enlace nuevo, elija otra contraseña y avise a quienes gestionan su cuenta.
wait =
    { $minutes ->
        [one] Han llegado demasiados intentos desde su red. Espere un minuto e inténtelo de nuevo.
       *[other] Han llegado demasiados intentos desde su red. Espere { $minutes } minutos e inténtelo de nuevo.
    }

## Por qué no se acepta una contraseña

reason-too-short = Use al menos { $minimum } caracteres.
reason-too-long = Use como máximo { $maximum } caracteres.
reason-too-common = Elija algo menos habitual: esta es una de las primeras que otros probarían.
reason-contains-account-words = Queda muy poco aparte de su nombre, nombre de usuario o dirección.
reason-same-as-current = Elija una contraseña distinta de la actual.

## Problemas

problem-type = Tipo de problema
problem-not-found-title = No encontrado
problem-not-found = No hay nada en esta ruta.
problem-method-not-allowed-title = Método no permitido
problem-method-not-allowed = Esta ruta acepta otros métodos: vea la cabecera Allow.
problem-unsupported-media-type-title = Tipo de contenido no admitido
problem-unsupported-media-type = Envíe el cuerpo como application/json en UTF-8.
problem-too-large-title = Cuerpo demasiado grande
problem-too-large = Un cuerpo puede tener como máximo 16 KiB, y 64 KiB si pide enlaces para muchas personas.
problem-invalid-request-title = Solicitud no válida
problem-invalid-request = La solicitud no es la que acepta esta ruta.
problem-not-authenticated-title = Sin sesión iniciada
problem-not-authenticated = Envíe un token que siga siendo válido: inicie sesión de nuevo o revise la clave de servicio.
problem-wrong-credentials-title = Credenciales incorrectas
problem-wrong-credentials = El identificador y la contraseña no concuerdan.
problem-password-change-required-title = Hay que cambiar la contraseña
problem-password-change-required = Esta contraseña la estableció un administrador. Elija una propia y luego inicie sesión con ella.
problem-password-expired-title = Contraseña caducada
problem-password-expired = Esta contraseña la estableció un administrador y ha caducado. Pida un enlace de restablecimiento.
problem-account-not-eligible-title = Cuenta no apta
problem-account-not-eligible = La contraseña es correcta, pero la cuenta no inicia sesión aquí.
problem-account-unknown-title = No existe esa cuenta
problem-account-unknown = No hay ninguna cuenta con este identificador.
problem-not-allowed-title = No permitido
problem-not-allowed = Esto queda fuera de lo que usted, o la clave, puede hacer.
problem-manual-set-off-title = El establecimiento manual está desactivado
problem-manual-set-off = Aquí no se establecen contraseñas a mano. Envíe en su lugar un enlace de restablecimiento.
problem-link-not-shown-title = Los enlaces no se muestran
problem-link-not-shown = Aquí los enlaces salen por correo y solo se muestran cuando el correo no puede llevarlos.
problem-edited-meanwhile-title = Editado entretanto
problem-edited-meanwhile = Alguien ha cambiado esta cuenta desde que usted la leyó. Léala de nuevo y haga entonces su cambio.
problem-username-taken-title = Nombre de usuario ocupado
problem-username-taken = Otra cuenta tiene este nombre de usuario.
problem-too-many-rows-title = Demasiadas filas
problem-too-many-rows = Se encuentran más de 1000 cuentas. Busque menos.
problem-window-over-title = El enlace ya no se puede mostrar
problem-window-over = No hay ningún enlace válido, o ha pasado el tiempo en que se puede volver a mostrar. Envíe uno nuevo.
problem-account-expired-title = Cuenta caducada
problem-account-expired = La cuenta ha caducado: una contraseña no dejaría entrar a la persona.
problem-account-disabled-title = Cuenta desactivada
problem-account-disabled = La cuenta está desactivada: una contraseña no dejaría entrar a la persona.
problem-managed-by-sso-title = Gestionada por SSO
problem-managed-by-sso = La persona inicia sesión a través de otro proveedor. La contraseña se gestiona allí.
problem-password-rejected-title = Contraseña no aceptada
problem-password-rejected = Elija otra contraseña: los motivos dicen por qué.
problem-link-expired-title = Enlace caducado
problem-link-expired = El tiempo de este enlace ha terminado. Pida uno nuevo.
problem-link-used-title = Enlace ya usado
problem-link-used = Ya se ha establecido una contraseña con este enlace. Inicie sesión con ella o pida un enlace nuevo.
problem-link-replaced-title = Se envió un enlace más reciente
problem-link-replaced = Después de este se envió un enlace más reciente. Use el último correo o pida un enlace nuevo.
problem-link-revoked-title = Enlace retirado
problem-link-revoked = Este enlace se ha retirado. Pida uno nuevo si lo necesita.
problem-link-unknown-title = Enlace desconocido
problem-link-unknown = Este enlace no consta. Copie el enlace o el código completo del último correo o pida uno nuevo.
problem-too-many-requests-title = Demasiadas solicitudes
problem-too-many-requests = Espere un rato e inténtelo de nuevo: vea la cabecera Retry-After.
problem-try-again-later-title = Inténtelo más tarde
problem-try-again-later = Esto no se puede hacer en este momento. Inténtelo de nuevo dentro de poco.
problem-try-signing-in-title = Intente primero iniciar sesión
problem-try-signing-in = Intente primero iniciar sesión con la nueva contraseña: puede que se haya guardado. Si no funciona, inténtelo de nuevo dentro de poco.
problem-internal-error-title = Algo ha fallado
problem-internal-error = Algo ha fallado por nuestra parte. Inténtelo de nuevo; si vuelve a ocurrir, indique a soporte el identificador de la solicitud.
