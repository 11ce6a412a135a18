//! A form that is sent more than once changes something once, and every request is answered alike.

use std::time::Duration;

use console::{Actor, Console, Error, Submission};
use domain::application::lifecycle::Event;
use domain::application::sdkappid::Sdkappid;

use crate::common::{self, *};
use crate::on_both;

fn submission(console: &Console, token: &str, name: &str) -> Submission {
    console.submission(token, [name.as_bytes()]).unwrap()
}

async fn create(
    console: &Console,
    owner: &Actor,
    name: &str,
    submission: &Submission,
) -> Result<Sdkappid, Error> {
    console.with_submission(submission).acting_as(owner).applications().create(new_application(name)).await
}

on_both!(a_form_that_is_sent_eight_times_at_once_creates_once, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let token = world.console.form_token();
    let attempts: Vec<_> = (0..8)
        .map(|_| {
            let (console, owner, token) = (world.console.clone(), owner.clone(), token.clone());
            tokio::spawn(async move {
                let submission = submission(&console, &token, "Orbit");
                let created = create(&console, &owner, "Orbit", &submission).await;
                let acting = console.acting_as(&owner);
                if let Ok(sdkappid) = &created {
                    // The others wait for whatever the first one does besides.
                    tokio::time::sleep(Duration::from_millis(200)).await;
                    submission.answered(&format!("/applications/{sdkappid}"));
                    acting.keep_answer(&submission).await.unwrap();
                    assert_eq!(acting.earlier_answer(&submission).await.unwrap(), None);
                    return (Some(*sdkappid), format!("/applications/{sdkappid}"));
                }
                assert!(matches!(created, Err(Error::DoneAlready)), "{created:?}");
                (None, acting.earlier_answer(&submission).await.unwrap().unwrap())
            })
        })
        .collect();
    let mut answers = Vec::new();
    for attempt in attempts {
        answers.push(attempt.await.unwrap());
    }
    let created: Vec<_> = answers.iter().filter_map(|(created, _)| *created).collect();
    let [sdkappid] = created[..] else { panic!("{created:?}") };
    assert!(answers.iter().all(|(_, answer)| *answer == format!("/applications/{sdkappid}")), "{answers:?}");
    assert_eq!((world.count("application").await, world.count("secret_key").await), (1, 1));
    let trail = world.trail().await;
    assert_eq!(trail.iter().filter(|(_, action, _)| action == "application_created").count(), 1);
});

on_both!(another_text_or_another_person_is_another_form, |fresh| {
    let world = world(fresh).await;
    let (owner, minsu) = (world.owner().await, world.somebody_else("minsu@orbit.example").await);
    let console = &world.console;
    let token = console.form_token();
    let first = create(console, &owner, "Orbit", &submission(console, &token, "Orbit")).await.unwrap();
    for (person, name) in [(&owner, "Comet"), (&minsu, "Orbit")] {
        let other = submission(console, &token, name);
        assert_eq!(console.acting_as(person).earlier_answer(&other).await.unwrap(), None);
        assert_ne!(create(console, person, name, &other).await.unwrap(), first);
    }
    for wrong in ["", "x", &token[1..], &token.to_uppercase(), &format!("{token}0")] {
        assert!(console.submission(wrong, []).is_none(), "{wrong}");
    }
    let nobody = stranger(HOME);
    let answer = console.acting_as(&nobody).earlier_answer(&submission(console, &token, "Orbit")).await;
    assert!(matches!(answer, Err(Error::SignedOut)));
});

on_both!(what_was_refused_may_be_sent_again, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let console = &world.console;
    let token = console.form_token();
    let enable = async |submission: &Submission| {
        let console = console.with_submission(submission);
        console.acting_as(&owner).applications().change(sdkappid, Event::Enable).await
    };
    let first = submission(console, &token, "enable");
    assert!(matches!(enable(&first).await, Err(Error::Refused(_))));
    assert_eq!(
        console.acting_as(&owner).earlier_answer(&submission(console, &token, "enable")).await.unwrap(),
        None
    );
    console.acting_as(&owner).applications().change(sdkappid, Event::Disable).await.unwrap();
    enable(&submission(console, &token, "enable")).await.unwrap();

    // A wrong password is written down, and is no change.
    let password_token = console.form_token();
    let wrong = submission(console, &password_token, "wrong");
    let acting = console.with_submission(&wrong);
    let account = acting.acting_as(&owner);
    assert!(
        account.account().change_password(password("not the password"), password(PASSWORD)).await.is_err()
    );
    assert_eq!(
        console
            .acting_as(&owner)
            .earlier_answer(&submission(console, &password_token, "wrong"))
            .await
            .unwrap(),
        None
    );
});
