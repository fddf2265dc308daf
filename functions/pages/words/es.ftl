## Every page

languages = Idiomas
code = Código del correo
code-hint = Pegue el código o el enlace entero.
code-check = Comprobar el código
code-incomplete = Este no es el código entero. Cópielo completo del correo: tiene 64 caracteres.
code-link-cut = Este enlace no está entero. Ábralo otra vez donde lo recibió, o pegue el código.
code-loaded-anew = La página se ha vuelto a cargar. Abra otra vez el enlace donde lo recibió, o pegue el código.
again = Intentarlo de nuevo
no-answer = No ha llegado respuesta. Compruebe su conexión e inténtelo de nuevo.
identifier = Nombre de usuario o dirección de correo

## /forgot

forgot-title = Restablecer su contraseña
forgot-why = Si podemos ayudarle así, en un minuto llega un correo con un enlace. Su contraseña anterior sigue valiendo hasta que establezca una nueva.
forgot-send = Enviar el enlace
forgot-sending = Enviando…
forgot-invalid = Esto no puede ser un nombre de usuario ni una dirección de correo.
forgot-typed = Ha escrito: { $identifier }
forgot-again = Pedirlo otra vez
forgot-nothing-title = ¿No llega nada?
forgot-nothing-folder = Espere unos minutos y mire en la carpeta de correo no deseado. Quizá la cuenta tenga otra dirección: pruebe con su nombre de usuario.
forgot-nothing-support = Si sigue sin llegar nada, pida ayuda: { $support }
forgot-nothing-administrator = Si sigue sin llegar nada, pregunte a quienes gestionan su cuenta.
forgot-nothing-code = ¿El correo está, pero su enlace no se abre?
forgot-have-code = Pegue aquí su código

## /reset

reset-title = Elegir una contraseña nueva
reset-without-scripts = Sin JavaScript, el enlace no puede escribir su código. Copie el código del correo y péguelo aquí.
reset-looking = Comprobando el enlace…
reset-not-looked = No se ha podido comprobar el enlace. No se ha gastado.
reset-until = Este enlace sirve una vez, hasta el { $moment }.
reset-expired-at = Este enlace caducó el { $moment }. Pida uno nuevo.
reset-replaced-at = Se envió un enlace más reciente el { $moment }. Use el último correo o pida un enlace nuevo.
reset-password = Contraseña nueva
reset-reveal = Mostrar
reset-rule-length = Al menos { $minimum } caracteres
reset-rule-words = Vale todo: unas palabras seguidas, espacios, cualquier signo
reset-rule-others = Ni una contraseña que tenga mucha gente, ni una hecha de su nombre o dirección
reset-long-enough = Ya es bastante larga.
reset-set = Establecer la contraseña
reset-setting = Estableciendo la contraseña…
reset-not-used-up = El enlace no se ha gastado.

## /not-me

not-me-title = No he sido yo
not-me-without-scripts = Esta página necesita JavaScript. Sin él, deje el enlace como está: termina por sí solo y su contraseña no cambia.
not-me-why = Alguien pidió un enlace para establecer una contraseña nueva en su cuenta. No ha cambiado nada. Inutilice el enlace para que nadie pueda usarlo.
not-me-revoke = Inutilizar el enlace
not-me-support = ¿Vuelve a ocurrir? Díganoslo: { $support }
not-me-administrator = ¿Vuelve a ocurrir? Dígaselo a quienes gestionan su cuenta.
not-me-revoked-title = El enlace ya no sirve
not-me-revoked = Nadie puede establecer ya una contraseña con él. Su contraseña no ha cambiado.
not-me-used-title = El enlace se ha usado
not-me-used = Alguien ha establecido una contraseña nueva con este enlace. Si no ha sido usted, pida enseguida un enlace nuevo, elija otra contraseña y avise a quienes gestionan su cuenta. Cambie también la contraseña de su correo: allí llegó el enlace.
not-me-expired-title = El tiempo del enlace ha terminado
not-me-expired = Ya nadie puede usarlo. Su contraseña no ha cambiado por él.
not-me-replaced-title = Se envió un enlace más reciente
not-me-replaced = Este enlace ya no sirve, pero después se envió otro. Abra «No he sido yo» en el último correo.
not-me-unknown-title = Este enlace no consta
not-me-unknown = Abra «No he sido yo» en el propio correo o pegue el código entero que contiene.
