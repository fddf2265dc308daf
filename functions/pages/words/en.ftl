# The words of the pages; English is what the other languages follow.

## Every page

languages = Languages

## /forgot

forgot-title = Reset your password
forgot-why = Type your username or email address. If we can help you this way, a mail with a link comes in a minute. Your old password keeps working until you set a new one.
identifier = Username or email address
forgot-send = Send the link
forgot-nothing-title = Nothing comes?
forgot-nothing-folder = Wait a few minutes, and look into the folder for unwanted mail. Perhaps the account has another address: try your username.
forgot-nothing-support = If there is still nothing, ask for help: { $support }
forgot-nothing-administrator = If there is still nothing, ask the people who manage your account.
