## Every page

languages = 言語
code = メールに記載のコード
code-hint = コード、またはリンク全体を貼り付けてください。
code-check = コードを確認する
code-incomplete = コードの全体ではありません。メールから 64 文字すべてをコピーしてください。
code-link-cut = このリンクは途中で切れています。受け取ったところからもう一度開くか、コードを貼り付けてください。
code-loaded-anew = ページが再読み込みされました。受け取ったところからリンクをもう一度開くか、コードを貼り付けてください。
again = もう一度試す
no-answer = 応答がありませんでした。接続を確認してから、もう一度お試しください。
identifier = ユーザー名またはメールアドレス

## /forgot

forgot-title = パスワードのリセット
forgot-why = この方法でお手伝いできる場合は、1 分ほどでリンク付きのメールが届きます。新しいパスワードを設定するまで、今のパスワードを使えます。
forgot-send = リンクを送る
forgot-sending = 送信しています…
forgot-invalid = ユーザー名としてもメールアドレスとしても使えない文字です。
forgot-typed = 入力された内容： { $identifier }
forgot-again = もう一度請求する
forgot-nothing-title = 届かない場合
forgot-nothing-folder = 数分待ち、迷惑メールのフォルダーもご確認ください。アカウントには別のアドレスが登録されているかもしれません。ユーザー名でもお試しください。
forgot-nothing-support = それでも届かない場合は、お問い合わせください： { $support }
forgot-nothing-administrator = それでも届かない場合は、アカウントの管理者にお尋ねください。
forgot-nothing-code = メールは届いたのにリンクが開かない場合：
forgot-have-code = メールのコードをここに貼り付ける

## /reset

reset-title = 新しいパスワードの設定
reset-without-scripts = JavaScript が使えないため、リンクからコードを読み取れません。メールのコードをコピーして、ここに貼り付けてください。
reset-looking = リンクを確認しています…
reset-not-looked = リンクを確認できませんでした。リンクはまだ使えます。
reset-until = このリンクは一度だけ、{ $moment } まで使えます。
reset-expired-at = このリンクの期限は { $moment } に切れました。新しいリンクを請求してください。
reset-replaced-at = { $moment } に新しいリンクが送られました。最新のメールを使うか、新しいリンクを請求してください。
reset-password = 新しいパスワード
reset-reveal = 表示
reset-rule-length = { $minimum } 文字以上
reset-rule-words = 文字の種類は自由です。いくつかの単語を並べても、空白や記号を使ってもかまいません
reset-rule-others = 多くの人が使うパスワードや、お名前やアドレスでできたものは使えません
reset-long-enough = 十分な長さです。
reset-set = パスワードを設定する
reset-setting = パスワードを設定しています…
reset-not-used-up = リンクはまだ使えます。

## /not-me

not-me-title = 心当たりがありません
not-me-without-scripts = このページには JavaScript が必要です。使えない場合は、リンクをそのままにしておいてください。自然に期限が切れ、パスワードは変わりません。
not-me-why = あなたのアカウントに新しいパスワードを設定するためのリンクが請求されました。まだ何も変わっていません。誰にも使われないように、リンクを無効にしてください。
not-me-revoke = リンクを無効にする
not-me-support = 繰り返される場合は、ご連絡ください： { $support }
not-me-administrator = 繰り返される場合は、アカウントの管理者にお知らせください。
not-me-revoked-title = リンクを無効にしました
not-me-revoked = このリンクでパスワードを設定することはもうできません。パスワードは変わっていません。
not-me-used-title = リンクは使用済みです
not-me-used = このリンクで新しいパスワードが設定されました。心当たりがない場合は、すぐに新しいリンクを請求して別のパスワードを設定し、アカウントの管理者にお知らせください。リンクはメールで届いたので、メールのパスワードも変更してください。
not-me-expired-title = リンクの期限が切れています
not-me-expired = もう誰も使えません。このリンクでパスワードは変わっていません。
not-me-replaced-title = 新しいリンクが送られています
not-me-replaced = このリンクはすでに無効ですが、その後に新しいリンクが送られました。最新のメールから「心当たりがありません」を開いてください。
not-me-unknown-title = 記録にないリンクです
not-me-unknown = メールから直接「心当たりがありません」を開くか、コードの全体を貼り付けてください。
