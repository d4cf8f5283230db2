package io.github.azuredevopsconnector.form;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.InvalidOrganizationUrlException;
import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.TokenScope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides what the form shows: the URL, and the errors at each field and above the fields. Immutable. */
final class FormContent {

    /** The least length of a token. */
    private static final int SECRET = 20;

    /** The title of the page, which screen readers read first. */
    final String title;
    /** The URL as it was typed, or empty if it must not be shown. */
    final String organizationUrl;

    final Optional<OrganizationUrl> organization;
    final Html above;
    final Html urlError;
    final Html tokenError;
    final Set<TokenScope> missingScopes;
    final Optional<Duration> retryAfter;
    final String button;

    private FormContent(String organizationUrl, Html above) {
        this.title = "Connect Azure DevOps";
        this.organizationUrl = organizationUrl;
        this.organization = OrganizationUrl.tryParse(organizationUrl);
        this.above = above;
        this.urlError = Html.EMPTY;
        this.tokenError = Html.EMPTY;
        this.missingScopes = Set.of();
        this.retryAfter = Optional.empty();
        this.button = "Connect";
    }

    private FormContent(Submission submission, Rejected rejected) {
        Rejected.Concern concern = rejected.reason().concern();
        Html more = Html.join(List.of(
                rejected.helpPage().map(page -> helpPage(page, concern)).orElse(Html.EMPTY),
                support(rejected.activityId())));
        this.title = "Error: Connect Azure DevOps";
        this.organizationUrl = mayBeShown(rejected) ? shown(submission) : "";
        this.organization = OrganizationUrl.tryParse(submission.organizationUrl);
        this.urlError = concern == Rejected.Concern.ORGANIZATION_URL
                ? error("organizationUrl", rejected.message(), more)
                : Html.EMPTY;
        this.tokenError = concern == Rejected.Concern.TOKEN
                ? error("personalAccessToken", rejected.message(), more)
                : alsoWrong(submission, rejected);
        this.above = urlError == Html.EMPTY && tokenError == Html.EMPTY
                ? notice("rejected", "Azure DevOps refused the connection", rejected.message(), more)
                : Html.EMPTY;
        this.missingScopes = rejected.missingScopes();
        this.retryAfter = Optional.empty();
        this.button = "Connect";
    }

    private FormContent(Submission submission, Inconclusive inconclusive) {
        this.title = "Not connected yet: Connect Azure DevOps";
        this.organizationUrl = shown(submission);
        this.organization = OrganizationUrl.tryParse(submission.organizationUrl);
        this.above =
                notice("inconclusive", "Not connected yet", inconclusive.message(), support(inconclusive.activityId()));
        this.urlError = Html.EMPTY;
        this.tokenError = Html.EMPTY;
        this.missingScopes = Set.of();
        this.retryAfter = inconclusive.retryAfter();
        this.button = "Try again";
    }

    /** Returns the form before it was submitted. */
    static FormContent blank(String organizationUrl) {
        return new FormContent(organizationUrl, Html.EMPTY);
    }

    /** Returns an empty form below a message of the application's own. */
    static FormContent refused(String message) {
        return new FormContent("", notice("rejected", "The form was not submitted", message, Html.EMPTY));
    }

    static FormContent of(Submission submission, Rejected rejected) {
        return new FormContent(submission, rejected);
    }

    static FormContent of(Submission submission, Inconclusive inconclusive) {
        return new FormContent(submission, inconclusive);
    }

    /** Checks the token as well if the URL cannot be parsed, because the result then names only the URL. */
    private static Html alsoWrong(Submission submission, Rejected rejected) {
        if (rejected.reason() != Rejected.Reason.INVALID_ORGANIZATION_URL) {
            return Html.EMPTY;
        }
        try {
            PersonalAccessToken.of(submission.personalAccessToken);
            return Html.EMPTY;
        } catch (InvalidPersonalAccessTokenException e) {
            return error("personalAccessToken", String.valueOf(e.getMessage()), Html.EMPTY);
        }
    }

    /** Returns whether the reason for the rejection says nothing about a secret in the URL. */
    private static boolean mayBeShown(Rejected rejected) {
        return rejected.cause()
                .filter(InvalidOrganizationUrlException.class::isInstance)
                .map(cause -> ((InvalidOrganizationUrlException) cause).reason())
                .filter(Set.of(
                        InvalidOrganizationUrlException.Reason.LOOKS_LIKE_TOKEN,
                        InvalidOrganizationUrlException.Reason.CONTAINS_CREDENTIALS,
                        InvalidOrganizationUrlException.Reason.TOO_LONG)::contains)
                .isEmpty();
    }

    /** Returns the URL, unless the token was pasted into it, too. */
    private static String shown(Submission submission) {
        boolean pasted = Stream.of(submission.personalAccessToken.split("\\s+", -1))
                .anyMatch(word -> word.length() >= SECRET && submission.organizationUrl.contains(word));
        return pasted ? "" : submission.organizationUrl;
    }

    private static Html error(String field, String message, Html more) {
        return Html.template("error.html", Map.of("field", field, "message", message, "more", more));
    }

    private static Html notice(String kind, String title, String message, Html more) {
        return Html.template("notice.html", Map.of("kind", kind, "title", title, "message", message, "more", more));
    }

    private static Html helpPage(URI page, Rejected.Concern concern) {
        String label = concern == Rejected.Concern.ORGANIZATION_URL
                ? "Look up your organizations in Azure DevOps"
                : "Set this right in Azure DevOps";
        return Html.template("help.html", Map.of("page", page.toString(), "label", label));
    }

    private static Html support(Optional<String> activityId) {
        return activityId
                .map(id -> Html.template("support.html", Map.of("id", id)))
                .orElse(Html.EMPTY);
    }
}
