#![allow(clippy::all, clippy::pedantic, clippy::disallowed_methods, missing_docs, clippy::unwrap_used, clippy::allow_attributes)]
use domain::application::Application; use domain::lifecycle::*; use domain::listing::*; use domain::region::Region;
use domain::sdkappid::Sdkappid; use domain::time::Timestamp; use store::*; use domain::key::Algorithm; use domain::audit::*;
const NOW: Timestamp = Timestamp::from_unix_seconds(1_790_000_000);
fn cpu() -> f64 { let s = std::fs::read_to_string("/proc/self/stat").unwrap(); let f: Vec<&str> = s.rsplit_once(')').unwrap().1.split_whitespace().collect(); (f[11].parse::<f64>().unwrap()+f[12].parse::<f64>().unwrap())*10_000.0 }
fn app(n: u64) -> Application { Application { sdkappid: Sdkappid::from_random(n.wrapping_mul(0x9E3779B97F4A7C15)), name: format!("Application {n}").parse().unwrap(), description: "Some description of it".parse().unwrap(), region: Region::Seoul, life: Life::begin(NOW), created_at: Timestamp::from_micros(NOW.micros()+n as i64), version: 1 } }
macro_rules! bench { ($name:expr, $n:expr, $e:expr) => {{ for _ in 0..20 { $e; } let c=cpu(); let t=std::time::Instant::now(); for _ in 0..$n { $e; } println!("{:32} {:8.1} us cpu {:8.1} us wall", $name, (cpu()-c)/$n as f64, t.elapsed().as_micros() as f64/$n as f64); }} }
#[tokio::main(worker_threads = 2)]
async fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let _ = std::fs::remove_dir_all(&dir);
    let location = match std::env::var("PG") { Ok(u) => Location::Postgres(u), _ => Location::Sqlite(format!("{dir}/c.sqlite").into()) };
    let store = Store::open(&location).await.unwrap(); store.migrate().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let account = tx.insert_account(NOW).await.unwrap();
    let person = tx.insert_person(&NewPerson { account, email: "a@b.c".parse().unwrap(), password_hash: "x".into(), created_at: NOW }).await.unwrap().unwrap();
    let far = Timestamp::from_unix_seconds(1_900_000_000);
    tx.insert_session(&NewSession { token_hash: vec![7;32], account, person, browser: "Firefox".into(), address: "::1".into(), created_at: NOW, idle_ends_at: far, ends_at: far }).await.unwrap();
    for n in 0..10_000 { tx.insert_application(account, &app(n)).await.unwrap(); }
    tx.commit().await.unwrap();
    bench!("session", 3000, store.session(&[7;32], NOW).await.unwrap().unwrap());
    let first = store.applications(account, &Query::default(), NOW).await.unwrap();
    for sort in SortBy::ALL { let q = Query { sort, ..Query::default() }; bench!(format!("first {sort:?}"), 2000, store.applications(account, &q, NOW).await.unwrap()); }
    let q = Query::default().beside(first.rows.last().unwrap(), false); bench!("beside", 2000, store.applications(account, &q, NOW).await.unwrap());
    let q = Query { search: "application 99".into(), ..Query::default() }; bench!("search 111", 100, store.applications(account, &q, NOW).await.unwrap());
    let q = Query { search: "nothing".into(), ..Query::default() }; bench!("search none", 100, store.applications(account, &q, NOW).await.unwrap());
    let q = Query { status: Some(Status::Enabled), ..Query::default() }; bench!("status all", 100, store.applications(account, &q, NOW).await.unwrap());
    let q = Query { status: Some(Status::Disabled), ..Query::default() }; bench!("status none", 100, store.applications(account, &q, NOW).await.unwrap());
    bench!("suggestions", 500, store.suggestions(account, "", 20).await.unwrap());
    bench!("suggestions search none", 100, store.suggestions(account, "nothing", 20).await.unwrap());
    bench!("application", 2000, store.application(account, app(77).sdkappid).await.unwrap().unwrap());
    bench!("service", 2000, store.service(app(77).sdkappid).await.unwrap().unwrap());
    bench!("ping", 2000, store.ping().await.unwrap());
    bench!("lone touch", 200, { let mut tx = store.begin().await.unwrap(); tx.put_throttle("x", ThrottleRow{failures:1,blocked_until:NOW,failed_at:NOW}).await.unwrap(); tx.commit().await.unwrap(); });
    for connections in [1u64, 32] {
        let c = cpu(); let t = std::time::Instant::now(); let each = if connections == 1 { 300 } else { 200 };
        let mut set = tokio::task::JoinSet::new();
        for k in 0..connections { let store = store.clone(); set.spawn(async move { for i in 0..each {
            let n = 1_000_000*connections + k*10_000 + i; let a = app(n); let token = format!("{n}");
            let mut tx = store.begin().await.unwrap();
            tx.application_count(account).await.unwrap(); tx.submission(account, &token).await.unwrap();
            assert!(tx.insert_application(account, &a).await.unwrap());
            tx.insert_key(account, a.sdkappid, &KeyRow { version: 1, algorithm: Algorithm::HmacSha256, sealed: vec![1;120], created_at: NOW }).await.unwrap();
            tx.insert_submission(account, &token, a.sdkappid, NOW).await.unwrap();
            tx.insert_audit(Some(account), Some(a.sdkappid), &Entry { at: NOW, who: "a@b.c".into(), action: Action::ApplicationCreated, changes: vec![Change{field:"name".into(),before:"".into(),after:a.name.to_string()}] }).await.unwrap();
            tx.commit().await.unwrap();
        }}); }
        set.join_all().await; let n = (connections*each) as f64; let s = t.elapsed().as_secs_f64();
        println!("creates at {connections}: {:.0}/s, {:.1} us cpu each", n/s, (cpu()-c)/n);
    }
    println!("{}", std::fs::read_to_string("/proc/self/status").unwrap().lines().filter(|l| l.starts_with("VmRSS")||l.starts_with("VmHWM")).collect::<Vec<_>>().join(" "));
}
