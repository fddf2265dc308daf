## 行われたこと

asked-title = メールをご確認ください
asked = この方法でお手伝いできるアカウントがあれば、メールをお送りしています。メール内のリンクを使うまで、何も変わりません。
set-title = パスワードを設定しました
set = 新しいパスワードを設定しました。このパスワードでサインインしてください。
set-admin-area = 管理エリアの新しいパスワードを設定しました。それ以外の場所では、これまでどおりサインインしてください。
set-needs-username = 新しいパスワードを設定しました。ただし、このアカウントにはユーザー名も専用のメールアドレスもないため、サインインできません。管理者に、ユーザー名を付けてもらってください。
sign-in = サインイン
ask-again = 新しいリンクを請求する
paste-again = コードを貼り付けてもう一度試す
paste-code = コードをもう一度貼り付ける
ask-wants = ユーザー名またはメールアドレスを入力してください。
redeem-wants = メールのコードを貼り付け、新しいパスワードを入力してください。
used-not-you = 心当たりがない場合は、すぐに新しいリンクを請求して別のパスワードを設定し、アカウントの管理者にお知らせください。
wait =
    { $minutes ->
       *[other] お使いのネットワークからの試行が多すぎます。{ $minutes } 分待ってからもう一度お試しください。
    }

## パスワードが受け付けられない理由

reason-too-short = { $minimum } 文字以上にしてください。
reason-too-long = { $maximum } 文字以下にしてください。
reason-too-common = もっと珍しいものを選んでください。これは、ほかの人が最初に試すようなパスワードです。
reason-contains-account-words = お名前、ユーザー名、アドレスを除くと、残りが少なすぎます。
reason-same-as-current = 現在のものとは違うパスワードを選んでください。

## 問題

problem-type = 問題の種類
problem-not-found-title = 見つかりません
problem-not-found = このパスには何もありません。
problem-method-not-allowed-title = 許可されていないメソッド
problem-method-not-allowed = このパスは別のメソッドを受け付けます。Allow ヘッダーをご覧ください。
problem-unsupported-media-type-title = 対応していないコンテンツタイプ
problem-unsupported-media-type = 本文は UTF-8 の application/json で送ってください。
problem-too-large-title = 本文が大きすぎます
problem-too-large = 本文は 16 KiB まで、多人数分のリンクを依頼する場合は 64 KiB までです。
problem-invalid-request-title = 無効なリクエスト
problem-invalid-request = このパスが受け付けるリクエストではありません。
problem-not-authenticated-title = サインインしていません
problem-not-authenticated = 有効なベアラートークンを送ってください。もう一度サインインするか、サービスキーを確認してください。
problem-wrong-credentials-title = 認証情報が違います
problem-wrong-credentials = ID とパスワードが一致しません。
problem-password-change-required-title = パスワードの変更が必要です
problem-password-change-required = このパスワードは管理者が設定したものです。ご自分のパスワードを選び、それでサインインしてください。
problem-password-expired-title = パスワードの期限切れ
problem-password-expired = このパスワードは管理者が設定したもので、期限が切れています。リセット用のリンクを請求してください。
problem-account-not-eligible-title = 対象外のアカウント
problem-account-not-eligible = パスワードは正しいのですが、このアカウントはここではサインインできません。
problem-account-unknown-title = アカウントがありません
problem-account-unknown = この ID のアカウントはありません。
problem-not-allowed-title = 許可されていません
problem-not-allowed = あなた、またはキーに許された範囲の外です。
problem-manual-set-off-title = 手動設定はオフです
problem-manual-set-off = ここではパスワードを手動で設定できません。代わりにリセット用のリンクを送ってください。
problem-link-not-shown-title = リンクは表示されません
problem-link-not-shown = ここではリンクはメールで送られ、メールで届けられないときにだけ表示されます。
problem-edited-meanwhile-title = その間に編集されました
problem-edited-meanwhile = 読み込んだ後に、ほかの人がこのアカウントを変更しました。読み込み直してから変更してください。
problem-username-taken-title = 使用中のユーザー名
problem-username-taken = このユーザー名は別のアカウントが使っています。
problem-too-many-rows-title = 件数が多すぎます
problem-too-many-rows = 1000 件を超えるアカウントが見つかりました。検索を絞り込んでください。
problem-window-over-title = リンクはもう表示できません
problem-window-over = 有効なリンクがないか、再表示できる時間が過ぎました。新しいリンクを送ってください。
problem-account-expired-title = アカウントの期限切れ
problem-account-expired = アカウントの期限が切れています。パスワードがあってもサインインできません。
problem-account-disabled-title = アカウントは無効です
problem-account-disabled = アカウントが無効になっています。パスワードがあってもサインインできません。
problem-managed-by-sso-title = SSO で管理されています
problem-managed-by-sso = この人は別のプロバイダーでサインインします。パスワードはそちらで管理されています。
problem-password-rejected-title = パスワードを受け付けられません
problem-password-rejected = 別のパスワードを選んでください。理由は示されています。
problem-link-expired-title = リンクの期限切れ
problem-link-expired = このリンクの期限が切れました。新しいリンクを請求してください。
problem-link-used-title = 使用済みのリンク
problem-link-used = このリンクですでにパスワードが設定されています。そのパスワードでサインインするか、新しいリンクを請求してください。
problem-link-replaced-title = 新しいリンクが送られています
problem-link-replaced = このリンクの後に、新しいリンクが送られました。最新のメールを使うか、新しいリンクを請求してください。
problem-link-revoked-title = 取り消されたリンク
problem-link-revoked = このリンクは取り消されました。必要であれば新しいリンクを請求してください。
problem-link-unknown-title = 不明なリンク
problem-link-unknown = 記録にないリンクです。最新のメールからリンクまたはコードの全体をコピーするか、新しいリンクを請求してください。
problem-too-many-requests-title = リクエストが多すぎます
problem-too-many-requests = しばらく待ってからもう一度お試しください。Retry-After ヘッダーをご覧ください。
problem-try-again-later-title = 後でもう一度お試しください
problem-try-again-later = 今は行えません。少ししてからもう一度お試しください。
problem-try-signing-in-title = まずサインインをお試しください
problem-try-signing-in = まず新しいパスワードでサインインしてみてください。保存されている可能性があります。うまくいかない場合は、少ししてからもう一度お試しください。
problem-internal-error-title = 問題が発生しました
problem-internal-error = こちら側で問題が発生しました。もう一度お試しください。繰り返す場合は、リクエスト ID をサポートにお知らせください。
