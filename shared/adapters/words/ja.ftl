# メールの文面（日本語、です・ます）。値の説明は en.ftl にあります。
#
# 入力された値（$brand など）の前後には、空白か記号を置きます。文字が続くと、アドレスの一部と見なすメールソフトがあるためです。

## Every mail

greeting = { $name } 様
greeting-unnamed = ご利用者様
username = ユーザー名：{ $username }
colon = ：
sign-in = { $brand } にサインイン
administrator = { $brand } の管理者
questions = お問い合わせ：{ $support }
never-asked = { $brand } がメールや電話でパスワードをお尋ねすることはありません。

## Mails with a reset link

self-service-subject = { $brand } のパスワードの再設定
self-service-why = { $brand } のアカウントについて、パスワード再設定のご依頼がありました。ご本人によるものでしたら、新しいパスワードを設定してください。
self-service-unexpected = お心当たりがない場合もご安心ください。アカウントは変更されていません。このリンクを無効にすることもできます。

admin-subject = { $brand } の新しいパスワードの設定
admin-why = { $brand } のアカウントに新しいパスワードを設定していただくため、管理者がこのリンクをお送りしています。
admin-unexpected = このメールにお心当たりがない場合もご安心ください。アカウントは変更されていません。このリンクを無効にすることもできます。
admin-area = このパスワードは { $brand } の管理画面専用です。そのほかでは、これまでどおりにサインインしてください。

invitation-subject = { $brand } のアカウント：パスワードの設定
invitation-why = { $brand } のアカウントが作成されました。パスワードを設定すると、ご利用を始められます。
invitation-unexpected = このメールにお心当たりがない場合は、何もしていただく必要はありません。このリンクを無効にすることもできます。

choose-new-password = 新しいパスワードを設定
choose-password = パスワードを設定
link-ends = このリンクは1回だけ使えます。有効期限は{ $left }後の{ $moment }です。
link-ends-old-password-works = { link-ends }新しいパスワードを設定するまでは、これまでのパスワードをそのままお使いいただけます。
code-page = リンクが開かない場合は、{ $page } を開いて、次のコードを貼り付けてください。
not-me = 心当たりがありません

## The mail for people whose password is kept elsewhere

managed-subject = { $brand } のパスワードを再設定するには
managed-why = { $brand } のアカウントについて、パスワード再設定のご依頼がありました。{ $brand } には { $provider } でサインインすることになっており、パスワードもそちらで管理されているため、こちらでは再設定できません。
managed-why-unnamed = { $brand } のアカウントについて、パスワード再設定のご依頼がありました。{ $brand } にはご所属の組織を通じてサインインすることになっており、パスワードもそちらで管理されているため、こちらでは再設定できません。
managed-help = パスワードをお忘れの場合は、{ $provider } の次のページをご覧ください。
managed-help-unnamed = パスワードをお忘れの場合は、ご所属の組織の次のページをご覧ください。
managed-ask = パスワードをお忘れの場合は、ご所属の組織にお問い合わせください。
managed-unexpected = ご依頼にお心当たりがない場合は、何もしていただく必要はありません。アカウントは変更されていません。

## Notices

changed-subject = { $brand } のパスワードが変更されました
changed-by-link = { $moment }に、{ $brand } のアカウントのパスワードが再設定用リンクから変更されました。
changed-by-holder = { $moment }に、{ $brand } のアカウントのパスワードが変更されました。
changed-by-administrator = { $moment }に、{ $brand } のアカウントのパスワードが管理者によって変更されました。
changed-fine = ご自身による変更でしたら、何もしていただく必要はありません。これまでのサインインはすべて終了しました。
changed-fine-by-administrator = これまでのパスワードは使えなくなりました。新しいパスワードは管理者がお知らせします。これまでのサインインはすべて終了しました。
changed-doubt = ご自身による変更でない場合は、すぐに { $whom } までご連絡ください。
changed-doubt-by-administrator = お心当たりがない場合は、すぐに { $whom } までご連絡ください。
changed-mailbox = 再設定用リンクはメールで届きます。ご自身による変更でない場合は、メールアカウントのパスワードも変更してください。

removed-subject = { $brand } へのサインインは、今後ご所属の組織を通じて行います
removed-why = { $moment }に、{ $brand } へのサインイン方法が管理者によって変更されました。今後はご所属の組織を通じてサインインしてください。{ $brand } のアカウントに専用のパスワードがあった場合、それは使えなくなり、これまでのサインインはすべて終了しました。

address-subject = { $brand } のアカウントのメールアドレスが変更されました
address-changed = { $moment }に、{ $brand } のアカウントのメールアドレスが変更されました。このアカウントに関するメールは、今後このアドレスには届きません。
known-fine = お心当たりがある場合は、何もしていただく必要はありません。
known-doubt = お心当たりがない場合は、すぐに { $whom } までご連絡ください。

recovered-subject = { $brand } のオーナーアカウントの再設定用リンクが作成されました
recovered-why = { $moment }に、{ $brand } の運用担当者が PIN を確認のうえ、オーナーアカウントの再設定用リンクを作成し、引き渡しました。このリンクを持つ人は、アカウントの新しいパスワードを設定できます。
recovered-fine = ご自身で運用担当者に依頼された場合は、何もしていただく必要はありません。パスワードはまだ変更されていません。
recovered-doubt = お心当たりがない場合は、すぐに { $whom } までご連絡ください。パスワードがまだ使える場合はサインインし、別の PIN を設定してください。

## Times

moment = { $year }年{ $month }月{ $day }日（{ weekday }）{ $hour }:{ $minute }（UTC）
weekday =
    { $weekday ->
        [1] 月
        [2] 火
        [3] 水
        [4] 木
        [5] 金
        [6] 土
       *[7] 日
    }
minutes = { $count }分
hours = { $count }時間
days = { $count }日
