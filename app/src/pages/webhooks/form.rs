//! The fields of an endpoint.

use domain::field::Field;
use domain::webhook::EndpointSettings;
use domain::webhook::event::{EventKind, EventKinds};
use leptos::prelude::*;

use super::names::event_text;
use crate::failure::Failure;
use crate::i18n::text::webhooks;
use crate::shell::preferences::language;
use crate::ui::{FieldError, TextField};

/// URL, description, application and events; `settings` are the current ones of an endpoint that exists.
#[component]
pub(super) fn SettingsFields(
    failure: RwSignal<Option<Failure>>,
    #[prop(optional_no_strip)] settings: Option<EndpointSettings>,
    /// Whether the first field receives the focus when the page is shown.
    #[prop(optional)]
    first: bool,
) -> AnyView {
    let language = language();
    let text = |of: fn(&EndpointSettings) -> String| settings.as_ref().map(of).unwrap_or_default();
    let url = text(|settings| settings.url.to_string());
    let description = text(|settings| settings.description.as_str().to_owned());
    let sdkappid = text(|settings| settings.sdkappid.map(|id| id.to_string()).unwrap_or_default());
    let events = settings.as_ref().map_or_else(EventKinds::usual, |settings| settings.events.clone());
    view! {
        <TextField field=Field::EndpointUrl label=webhooks::url(language) failure mono=true first kind="url" value=url
            hint=webhooks::url_hint(language)/>
        <TextField field=Field::Description label=webhooks::description(language) failure optional=true value=description/>
        <TextField field=Field::Sdkappid label="SDKAppID" failure optional=true mono=true value=sdkappid
            hint=webhooks::application_hint(language)/>
        <EventBoxes failure events/>
    }
    .into_any()
}

/// A checkbox for each event.
#[component]
fn EventBoxes(failure: RwSignal<Option<Failure>>, events: EventKinds) -> AnyView {
    let language = language();
    let before = failure.get_untracked();
    let boxes: Vec<AnyView> = EventKind::choices()
        .map(|kind| {
            let ticked = before.as_ref().and_then(|failure| failure.ticked("events[]", kind.name()));
            view! {
                <label class="check">
                    <input type="checkbox" name="events[]" value=kind.name() checked=ticked.unwrap_or(events.contains(kind))/>
                    <span>{event_text(language, kind)}" "<code class="mono faint" translate="no">{kind.name()}</code></span>
                </label>
            }
            .into_any()
        })
        .collect();
    let describe = move || {
        let is_wrong =
            failure.with(|failure| failure.as_ref().is_some_and(|it| it.problem(Field::Events).is_some()));
        is_wrong.then_some("e-events")
    };
    view! {
        <fieldset class="boxes wide" id="f-events" tabindex="-1" aria-describedby=describe>
            <legend>{webhooks::events(language)}</legend>
            {boxes}
            <FieldError field=Field::Events failure/>
        </fieldset>
    }
    .into_any()
}
