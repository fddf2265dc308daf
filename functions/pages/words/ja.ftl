## Every page

languages = 言語

## /forgot

forgot-title = パスワードのリセット
forgot-why = ユーザー名またはメールアドレスを入力してください。この方法でお手伝いできる場合は、1 分ほどでリンク付きのメールが届きます。新しいパスワードを設定するまで、今のパスワードを使えます。
identifier = ユーザー名またはメールアドレス
forgot-send = リンクを送る
forgot-nothing-title = 届かない場合
forgot-nothing-folder = 数分待ち、迷惑メールのフォルダーもご確認ください。アカウントには別のアドレスが登録されているかもしれません。ユーザー名でもお試しください。
forgot-nothing-support = それでも届かない場合は、お問い合わせください： { $support }
forgot-nothing-administrator = それでも届かない場合は、アカウントの管理者にお尋ねください。
