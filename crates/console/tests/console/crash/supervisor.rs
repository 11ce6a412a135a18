//! Starts servers in processes of their own, listens to them, and kills them.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::server::{MARK, Orders, Told, VARIABLE};

/// A server in a process of its own.
pub struct Server {
    child: Child,
    told: Arc<Mutex<Vec<Told>>>,
    reading: Option<JoinHandle<()>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Server {
    pub fn start(orders: &Orders) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::server::process", "--ignored", "--nocapture"])
            .env(VARIABLE, serde_json::to_string(orders).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let (lines, heard) = (BufReader::new(child.stdout.take().unwrap()).lines(), Arc::clone(&told));
        let reading = std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some((_, told)) = line.split_once(MARK) {
                    heard.lock().unwrap().push(serde_json::from_str(told).unwrap());
                }
            }
        });
        Self { child, told, reading: Some(reading) }
    }

    /// Waits for its end, for so long.
    pub async fn ended_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        loop {
            let status = self.child.try_wait().unwrap();
            if status.is_some() || began.elapsed() > patience {
                return status;
            }
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// `kill -9`.
    fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Lets it make no further calls.
    pub fn rest(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"rest\n").unwrap();
    }

    /// What it has told, once it has ended.
    pub fn told(mut self) -> Vec<Told> {
        self.kill();
        self.reading.take().unwrap().join().unwrap();
        std::mem::take(&mut self.told.lock().unwrap())
    }
}
