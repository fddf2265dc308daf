## Everywhere

title = 管理
needs-scripts = このページには JavaScript が必要です。有効にするか、API をお使いください。
accounts = アカウント
new-account = 新しいアカウント
lookup-short = メールが届かない理由
my-account = 自分のアカウント
sign-out = サインアウト
cancel = キャンセル
close = 閉じる
show = 表示
hide = 隠す
more = さらに表示
more-shown = 続きを表示しました。
loading = 読み込み中…
try-again = もう一度試す
needed = 入力してください。
copied = コピーしました。
copy-by-hand = 選択されています。Ctrl+C または ⌘C でコピーしてください。
went-wrong = うまくいきませんでした
lost-title = ここには何もありません
to-accounts = すべてのアカウント
open-record = アカウントを開く
actions = 操作
somebody-else = ほかの人
details = 詳細
done-last = 最後に行われたこと

## Signing in

sign-in-title = サインイン
identifier = ユーザー名またはメールアドレス
password = パスワード
sign-in = サインイン
sign-in-help = パスワードをお忘れですか。オーナーがリンクを送れます。
signed-in = サインインしました： { $name }
signed-in-as = サインイン中： { $name }
signed-out = サインアウトしました。
session-over = セッションが終了しました。もう一度サインインすると、元の場所に戻ります。
session-over-title = セッションが終了しました
session-over-kept = もう一度サインインしてください。入力した内容はそのまま残ります。
unsaved-title = 保存せずに離れますか
unsaved = ここに入力した内容は失われます。
leave = 離れる
change-title = 新しいパスワードの選択
change-password = パスワードを変更
change-hint = すべてのセッションが終了し、このセッションは新しいパスワードで始まり直します。
password-changed = パスワードを変更しました。
current-password = 今のパスワード
new-password = 新しいパスワード
new-password-again = 新しいパスワード（もう一度）
password-hint = { $minimum } 文字以上。いくつかの言葉を続けるとよいでしょう。
passwords-differ = 二つのパスワードが一致しません。

## The list

search = 検索
search-hint = 名前、ユーザー名、アドレスの先頭
tenant = テナント
tenant-all = すべて
name = 名前
username = ユーザー名
role = 役割
standing = 状態
choose = 選択
choose-one = { $name } を選択
choose-all = 表示中のすべてを選択
chosen = 選択中： { $count }
chosen-full = 選択できるのは { $most } 件までです。
choose-nobody = 選択を解除
shown = アカウント： { $count }
shown-more = アカウント： { $count }（ほかにもあります）
nobody-found = 見つかりません。名前、ユーザー名、アドレスの先頭で検索します。
actions-for = { $name } の操作

## What can be done

reset-link = リンクを送る
get-link = リンクをコピー
set-password = パスワードを設定
history = 履歴
edit = 編集
send-title = { $name } にリセット用リンクを送りますか
goes-to = 送り先
check-address = このアドレスで正しいですか。送る前に本人に確かめてください。
no-address = メールアドレスが登録されていません。リンクを作って表示しますので、ご自身で本人に渡してください。
send = リンクを送る
make-link = リンクを作る
handed-to-you = リンクを作って表示します。
old-password-works = 新しいパスワードを設定するまで、今のパスワードを使えます。
old-passwords-work = 新しいパスワードを設定するまで、今のパスワードを使えます。
sent-already = リンクは { $at } に作られました。{ $until } までは同じリンクが送られます。
replaces-earlier = 以前に送ったリンクは { $until } まで使えます。新しいリンクを作ると、そのリンクは使えなくなります。
link-title = { $name } のリンク
link-explained = メールは送られません。リンクをここに表示しますので、お好きな方法でご自身で本人に渡してください。
show-link = リンクを表示
reveal-title = { $name } のリンクを表示しますか
reveal-explained = リンクを持つ人はパスワードを設定できます。表示したことは履歴に残ります。
revoke = リンクを取り消す
revoke-title = { $name } のリンクを取り消しますか
revoke-explained = リンクはすぐに使えなくなります。メールにあるリンクも同じです。パスワードは変わりません。

## The link and what became of it

status-sent = リセット用のメールを送りました。
status-hand-over = リンクをご自身で本人に渡してください。
status-queued = リンクのメールは送信を待っています。
state-expired = リンクの期限が切れました。
state-used = リンクは使われ、新しいパスワードが設定されました。
state-replaced = 新しいリンクが送られました。
state-revoked = リンクは取り消されました。
state-unknown = リンクはもう記録にありません。
state-over = このリンクはもう送れません。
live-until = 以前に送ったリンクはまだ使えます。期限：
used-at = 使われた時：
used-denied = 本人が使っていないと言う場合は、すぐに新しいリンクを送り、メールのパスワードも変更してもらい、どこから使われたかを履歴で確かめてください。
reason-requested = 指定のとおり、リンクはメールで送らずに手渡しします。
reason-mail-not-configured = 差出人が設定されていないため、メールを送れません。
reason-no-email = メールアドレスが登録されていません。
reason-email-not-unique = 同じメールアドレスのアカウントがほかにあり、別の人に届くおそれがあります。正しい人に渡してください。
reason-mail-rejected = メールサービスがメールを拒否しました。
reason-mail-suppressed = 以前に届かなかったため、メールサービスはこのアドレスに送りません。アドレスを確かめてください。
reason-mail-bounced = メールが戻ってきました。このアドレスでは受け取れません。アドレスを確かめてください。
reason-mail-unconfirmed = メールが送られたかどうかわかりません。送られていれば同じリンクなので、本人に渡しても問題ありません。
resent = 前と同じリンクです。
link-label = リセット用リンク
copy-link = リンクをコピー
copy-link-of = { $name } のリンクをコピー
link-once = リンクはこのページを離れるまで表示されます。本人以外には渡さないでください。
link-folded = リンクはここにはもう表示されません。 { $name } のアカウントで { $until } まで表示できます。
fact-to = 宛先
fact-mail = メール
fact-by = 作成した人
fact-at = 作成
fact-resend = 同じリンクの期限
fact-expires = リンクの期限
delivery-queued = 送信待ち
delivery-sent = 送信済み
delivery-delivered = 配達済み
delivery-delayed = 相手側で遅れています
delivery-bounced = 戻ってきました
delivery-complained = 迷惑メールと報告されました
delivery-rejected = メールサービスが拒否
delivery-suppressed = 送信なし（アドレスが止められています）
delivery-none = メールなし
delivery-unknown = 不明
origin-self-service = 公開ページで請求
origin-admin = 管理者による
origin-invitation = 招待
origin-bulk = 一括送信
mail-failing = このアドレスへのメールは { $since } から届いていません。
mail-failing-since = このアドレスへのメールが届かなくなった時：
mail-failing-advice = ほかのメールも届きません。本人とアドレスを確かめ、相手のメール管理者に通してもらうよう頼むか、別のアドレスを登録してください。
shared-address = 同じメールアドレスのアカウントがほかにあるため、正しいパスワードでもこのアドレスではサインインできません。このアカウントにユーザー名を付けてください。
shared-address-username = 同じメールアドレスのアカウントがほかにあるため、このアドレスではサインインできません。本人はユーザー名でサインインします。
same-address = 同じアドレス：
no-identifier = このアカウントにはメールアドレスもユーザー名もないため、サインインできません。ユーザー名を付けてください。

## Why not

rule-self = 自分のアカウントには行えません。ほかの管理者に頼んでください。
rule-upward = これには、あなたより上の役割が必要です。
rule-scope = これは、あなたに許されている範囲の外です。
provider-link = { $provider } のパスワードのヘルプ

## Setting a password by hand

set-title = { $name } のパスワードを設定
set-before = { $at } に { $who } がパスワードを設定しました。ここで設定すると、そのパスワードは使えなくなります。本人がすでに受け取っていないか確かめてください。
link-recommended = リンクを送るほうが安全です。パスワードを知るのは本人だけになります。
send-instead = 代わりにリンクを送る
generate = 作ってもらう
must-change = 次のサインインで変更が必要
must-change-hint = その場合にこのパスワードを使える時間： { $duration }
set-consequences = 今のパスワードはすぐに使えなくなり、リンクとセッションも終わります。本人には変更されたことだけがメールで届き、パスワードは届きません。ご自身で伝えてください。
set-consequences-untold = 今のパスワードはすぐに使えなくなり、リンクとセッションも終わります。本人にメールは届きません。新しいパスワードと一緒に、ご自身で伝えてください。
set-done-title = { $name } のパスワードを設定しました
set-done = 前のパスワードは使えません。新しいパスワードはご自身で本人に伝えてください。メールでは送られず、もう一度表示することもできません。
set-done-must-change = 本人は次のサインインで変更する必要があります。期限： { $duration }
copy-password = パスワードをコピー
applies-to-sign-in = サインイン用です。
applies-to-admin-area = 管理画面だけのパスワードです。ほかでは、これまでどおりにサインインします。

## Many at once

bulk = 複数のアカウント
send-to-chosen = リンクを送る
send-to-found = 見つかったすべてに送る
bulk-title = 複数の人へのリンク
delivery-choice = リンクの届け方
delivery-choice-email = できる人にはメールで
delivery-choice-link = すべて自分で渡す
generate-codes = リンクを作る
plan-mail = メールが届く
plan-hand-over = 自分で渡す
plan-refused = 何も届かない
plan-rows = 誰に何が届くか
plan-sums = メールで： { $mail }、自分で渡す： { $carried }
plan-nothing = 誰にも届かないため、作るリンクはありません。
rows-cut = 表示は先頭の { $count } 件
batch-title = 複数の人へのリンク
batch-progress = 進み具合
batch-done = 完了： { $done } / { $total }
batch-finished = すべて完了しました。
batch-carry = 自分で渡すリンク： { $count }
batch-carry-hint = これらのリンクはメールでは届きません。コピーするか表として保存し、それぞれの本人に渡してください。
batch-waiting = 送信待ち： { $count }
batch-waiting-hint = メールサービスが混雑しているか、まだ順番が来ていません。自動でもう一度試されるので、何もする必要はありません。
batch-rows = そのほか
batch-nothing = 完了しました。わかることはアカウントにあります。
download-csv = CSV で保存
csv-name = 名前
csv-username = ユーザー名
csv-email = メール
csv-reason = 理由
csv-link = リンク
csv-expires-at = リンクの期限

## Records

email = メールアドレス
locale = 言語
username-hint = a–z、0–9、ピリオド、ハイフン、下線を 2～64 文字
tenant-hint = a–z、0–9、ピリオド、ハイフン、下線を 1～64 文字。なければ空欄
locale-hint = メールの言語（en や pt-BR など）
sso = 別のプロバイダーでサインインする
sso-provider = プロバイダーの名前
sso-hint = ここでサインインする人は空欄
sso-url = パスワードのヘルプのアドレス（https）
send-link-now = 今すぐ招待を送る
send-link-now-hint = パスワードを選ぶリンクのメールです。
create-account = アカウントを作成
needs-identifier = アカウントにはメールアドレスかユーザー名が必要です。
wrong-name = 200 文字以内で、改行は使えません。
wrong-email = name@example.com のようなメールアドレスではありません。
wrong-sso = プロバイダーには名前と、https:// で始まるアドレスが必要です。
address-taken-title = このアドレスのアカウントがほかにあります
address-taken = { $name } がこのアドレスを使っています。
address-taken-means = 二つのアカウントが同じアドレスを持つと、正しいパスワードでもこのアドレスではサインインできなくなります。それぞれにユーザー名が必要です。
address-locks-out = { $name } にはユーザー名がないため、サインインできなくなります。
address-locks-out-this = ここにユーザー名が入力されていません。このアカウントにはサインインできなくなります。
address-way-out = ここに別のアドレスを入れるか、先に両方のアカウントにユーザー名を付けてください。
save-all-the-same = それでも保存する
created-sent = アカウントを作成し、リセット用のメールを送りました。
created-hand-over = アカウントを作成しました。リンクをご自身で本人に渡してください。
created-not-sent = アカウントを作成しましたが、リンクを作れませんでした。アカウントから送ってください。
created = アカウントを作成しました。
edit-title = { $name } を編集
edit-hint = メールアドレス、役割、状態、テナント、プロバイダーを変えると、本人のリンクとセッションは終わります。
save = 保存
saved = 保存しました。
meanwhile = { $member } は今： { $value }。あなたの入力はフォームにあります。
member-name = 名前
member-email = メールアドレス
member-username = ユーザー名
member-tenant = テナント
member-role = 役割
member-standing = 状態
member-sso = プロバイダー
member-locale = 言語
role-user = ユーザー
role-admin = 管理者
role-owner = オーナー
standing-invited = 招待中
standing-active = 有効
standing-expired = 期限切れ
standing-disabled = 無効

## History

history-title = { $name } の履歴
history-by = { $who }
history-by-from = { $who }（{ $ip }）
history-members = 変更： { $members }
actor-public = 公開ページ
actor-operator = 運用者
actor-system = システム
actor-key = アプリケーション
actor-key-for = アプリケーション（ { $name } として）
carrier-mail = メールで
carrier-hand-over = 手渡し
outcome-sent = 送信済み
outcome-rejected = メールサービスが拒否
outcome-paused = メールサービスは停止中
outcome-throttled = メールサービスが混雑
outcome-unreachable = メールサービスに接続できず
outcome-unclear = 送られたか不明
outcome-undelivered = 送信を断念
what-ask-refused = リンクを請求したが送られなかった
what-link-issued = リンクを作成
what-link-resent = 同じリンクを再送
what-link-revealed = リンクを表示
what-link-revoked = リンクを取り消し
what-link-redeemed = リンクで新しいパスワードを設定
what-mail-answered = メール
what-mail-event = メールの知らせ
what-explanation-sent = パスワードは別の所で管理されているとメールで説明
what-notice-answered = 変更の通知
what-password-set = 管理者がパスワードを設定
what-password-changed = 本人がパスワードを変更
what-signed-in = サインイン
what-signed-out = サインアウト
what-account-created = アカウントを作成
what-account-edited = アカウントを編集
what-batch-started = 複数の人へのリンクを開始
what-pin-set = PIN を設定
what-act-refused = 操作を拒否
what-owner-recovered = 運用者がオーナーを復旧
what-key-created = キーを作成
what-key-revoked = キーを取り消し

## Why didn't they get it?

lookup-title = 届かなかった理由
lookup-intro = リンクを請求したのにメールが来なかったとき、本人が入力したものを入れてください。
lookup-identifier = 本人が入力したもの
lookup-hint = ユーザー名またはメールアドレスを、そのとおりに
look-up = 調べる
lookup-of = 請求： { $identifier }
find-account = アカウントを探す
lookup-asked = 請求
lookup-at = 時点
lookup-never-asked = 請求の記録がありません。調べた期間： { $duration }。
lookup-refused = 請求が多すぎるネットワークからは、しばらく受け付けません。その場合も記録は残りません。ページにそう表示されたか尋ねてください。
lookup-nothing = 請求の記録がありません。調べた期間： { $duration }。今請求すれば、メールが送られます。
lookup-no-account = このユーザー名やアドレスの人はいません
lookup-no-account-here = あなたが見られる人の中に、このユーザー名やアドレスの人はいません
lookup-not-eligible = 公開ページはこのアカウントには使えません
lookup-limited = 1 時間のメールが多すぎました
lookup-outdated = 請求のあとでアカウントが変わりました
lookup-queued = メールは送信を待っています
lookup-rejected = メールサービスがメールを拒否しました
lookup-undelivered = メールの送信をあきらめました
lookup-sent = メールは送られました
lookup-delivered = メールは配達されました
lookup-delayed = 相手側で遅れています
lookup-bounced = メールが戻ってきました
lookup-suppressed = メールサービスはこのアドレスに送りません
lookup-complained = 本人が迷惑メールと報告しました
lookup-redeemed = リンクは使われました
lookup-advice-no-account = 打ち間違いを探すか、別のアドレスを尋ねてください。
lookup-advice-not-eligible = 本人が使えるようにする場合は、先に状態を変えてください。
lookup-advice-limited = アカウントからリンクを送ることができます。管理者にこの制限はありません。
lookup-advice-outdated = もう一度請求するか、アカウントからリンクを送ってください。
lookup-advice-queued = 数分待つか、アカウントからリンクを渡してください。
lookup-advice-rejected = アカウントからリンクを渡し、運用者に知らせてください。
lookup-advice-undelivered = アカウントからリンクを渡してください。
lookup-advice-sent = 迷惑メールのフォルダーを見てください。
lookup-advice-delivered = 迷惑メールのフォルダーを見てください。
lookup-advice-delayed = 数分待つか、アカウントからリンクを渡してください。
lookup-advice-bounced = アドレスを確かめ、アカウントからリンクを渡してください。
lookup-advice-suppressed = アドレスを確かめ、アカウントからリンクを渡してください。
lookup-advice-complained = 本人が報告を取り消す必要があります。アカウントからリンクを渡してください。
lookup-advice-redeemed = 新しいパスワードがあります。それでサインインしてください。本人が使っていないと言う場合は、すぐにアカウントから新しいリンクを送ってください。
lookup-rule-invited = 招待中で、パスワードを設定したことがありません。アカウントからリンクを送ってください。
lookup-rule-administrator = 管理者はオーナーが助けます。
lookup-rule-no-email = メールアドレスが登録されていません。
lookup-rule-email-not-unique = 同じアドレスのアカウントがほかにあります。

## My account

pin = 運用者のための PIN
pin-hint = 残るオーナーがあなただけで入れなくなったとき、運用者がこの PIN を尋ねます。安全な場所に控えてください。
pin-rule = 6～12 桁の数字
set-pin = PIN を設定
pin-set = PIN を設定しました。

## What went wrong

no-answer = 応答がありませんでした。接続を確かめて、もう一度お試しください。
may-have-happened = それでも行われたかもしれません。まずアカウントを見てください。
wait = { $duration } お待ちください。
problem-wrong-credentials = ユーザー名とパスワードが合わないか、管理用のアカウントではありません。同じアドレスのアカウントが複数ある場合は、ユーザー名を使ってください。
wrong-password = 今のパスワードと一致しません。
problem-not-authenticated = セッションが終了しました。もう一度サインインしてください。
problem-account-unknown = このアカウントはないか、見ることを許されていません。
problem-not-found = ここにはもう何もありません。
problem-edited-meanwhile = ほかの人がこのアカウントを変更しました。その変更も今フォームに入っています。確かめて、もう一度保存してください。
problem-too-many-rows = 見つかったアカウントが多すぎます。一度に 1,000 件までです。絞り込んでください。
problem-window-over = このリンクはもう表示できません。新しいリンクを送ってください。
problem-password-rejected = このパスワードは使えません：
problem-invalid-request = フォームに正しくないところがあります：
problem-too-many-requests = 試した回数が多すぎます。
problem-try-again-later = 今はできません。しばらくして、もう一度お試しください。
problem-internal-error = こちらで問題が起きました。もう一度お試しください。
