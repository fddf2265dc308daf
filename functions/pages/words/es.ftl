## Every page

languages = Idiomas

## /forgot

forgot-title = Restablecer su contraseña
forgot-why = Escriba su nombre de usuario o su dirección de correo. Si podemos ayudarle así, en un minuto llega un correo con un enlace. Su contraseña anterior sigue valiendo hasta que establezca una nueva.
identifier = Nombre de usuario o dirección de correo
forgot-send = Enviar el enlace
forgot-nothing-title = ¿No llega nada?
forgot-nothing-folder = Espere unos minutos y mire en la carpeta de correo no deseado. Quizá la cuenta tenga otra dirección: pruebe con su nombre de usuario.
forgot-nothing-support = Si sigue sin llegar nada, pida ayuda: { $support }
forgot-nothing-administrator = Si sigue sin llegar nada, pregunte a quienes gestionan su cuenta.
