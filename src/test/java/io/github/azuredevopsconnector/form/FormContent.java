package io.github.azuredevopsconnector.form;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.Rejected.Concern;
import io.github.azuredevopsconnector.TokenScope;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what the form shows: the URL, and the errors at each field and above the fields. Immutable. */
final class FormContent {

    private static final String URL = "organizationUrl";
    private static final String TOKEN = "personalAccessToken";
    private static final String ERROR_TITLE = "Error: Connect Azure DevOps";

    /** The title of the page, which screen readers read first. */
    final String title;
    /** The URL as it was entered, or empty if it must not be shown. */
    final String organizationUrl;
    /** The organization whose token page the help text of the token field links to. */
    final Optional<OrganizationUrl> organization;

    final Html notice;
    final Html urlError;
    final Html tokenError;
    final Set<TokenScope> missingScopes;
    /** The name of the field whose input the script keeps as the token, or empty. */
    final String tokenFrom;

    final Optional<Duration> retryAfter;
    final Optional<String> activityId;
    final String button;

    private FormContent(String title, String organizationUrl, Html notice) {
        this.title = title;
        this.organizationUrl = organizationUrl;
        this.organization = OrganizationUrl.tryParse(organizationUrl);
        this.notice = notice;
        this.urlError = Html.EMPTY;
        this.tokenError = Html.EMPTY;
        this.missingScopes = Set.of();
        this.tokenFrom = TOKEN;
        this.retryAfter = Optional.empty();
        this.activityId = Optional.empty();
        this.button = "Connect";
    }

    private FormContent(Submission submission, Rejected rejected) {
        Map<Concern, String> messages = messages(rejected);
        Concern concern = rejected.reason().concern();
        Html link = rejected.helpPage().map(FormContent::link).orElse(Html.EMPTY);
        this.title = ERROR_TITLE;
        this.organizationUrl = shown(submission);
        // One link is enough: if the error links to a help page, the help text of the token field has no link.
        this.organization = link == Html.EMPTY ? OrganizationUrl.tryParse(organizationUrl) : Optional.empty();
        this.urlError = error(URL, messages, Concern.ORGANIZATION_URL, concern, link);
        this.tokenError = error(TOKEN, messages, Concern.TOKEN, concern, link);
        this.notice = urlError == Html.EMPTY && tokenError == Html.EMPTY
                ? notice("rejected", "Not connected", rejected.message(), link)
                : Html.EMPTY;
        this.missingScopes = rejected.missingScopes();
        this.tokenFrom = TOKEN;
        this.retryAfter = Optional.empty();
        this.activityId = rejected.activityId();
        this.button = "Connect";
    }

    private FormContent(Submission submission, Inconclusive inconclusive) {
        this.title = "Not connected yet: Connect Azure DevOps";
        this.organizationUrl = shown(submission);
        this.organization = OrganizationUrl.tryParse(organizationUrl);
        this.notice = notice("inconclusive", "Not connected yet", inconclusive.message(), Html.EMPTY);
        this.urlError = Html.EMPTY;
        this.tokenError = Html.EMPTY;
        this.missingScopes = Set.of();
        this.tokenFrom = TOKEN;
        this.retryAfter = inconclusive.retryAfter();
        this.activityId = inconclusive.activityId();
        this.button = "Try again";
    }

    /** Moves the URL out of the token field. */
    private FormContent(Submission submission, OrganizationUrl moved) {
        this.title = ERROR_TITLE;
        this.organizationUrl = moved.toString();
        this.organization = Optional.of(moved);
        this.notice = Html.EMPTY;
        this.urlError = Html.EMPTY;
        this.tokenError = error(
                TOKEN,
                "You entered the organization URL in the token field. It is now in its own field. "
                        + "Make sure that the token field contains the token.",
                Html.EMPTY);
        this.missingScopes = Set.of();
        this.tokenFrom = OrganizationUrl.mayContainSecret(submission.organizationUrl) ? URL : "";
        this.retryAfter = Optional.empty();
        this.activityId = Optional.empty();
        this.button = "Connect";
    }

    /** Returns the form before it was submitted. */
    static FormContent blank(String organizationUrl) {
        return new FormContent("Connect Azure DevOps", organizationUrl, Html.EMPTY);
    }

    /** Returns an empty form below a message from the application. */
    static FormContent refused(String message) {
        return refused("", message);
    }

    /** Returns the form for a browser that sent no cookie. */
    static FormContent withoutCookie(Submission submission) {
        return refused(
                shown(submission), "Your browser did not send the cookie for this page. Allow cookies, and try again.");
    }

    /** Returns the form for a browser that sent an outdated form, or the same form twice. */
    static FormContent outOfDate(Submission submission) {
        return refused(shown(submission), "This page was out of date, or the form was submitted twice. Try again.");
    }

    private static FormContent refused(String organizationUrl, String message) {
        return new FormContent(ERROR_TITLE, organizationUrl, notice("rejected", "Not submitted", message, Html.EMPTY));
    }

    static FormContent of(Submission submission, Rejected rejected) {
        return moved(submission)
                .map(url -> new FormContent(submission, url))
                .orElseGet(() -> new FormContent(submission, rejected));
    }

    static FormContent of(Submission submission, Inconclusive inconclusive) {
        return new FormContent(submission, inconclusive);
    }

    /** Returns the URL in the token field, if its own field has none. */
    private static Optional<OrganizationUrl> moved(Submission submission) {
        return OrganizationUrl.tryParse(submission.organizationUrl).isPresent()
                ? Optional.empty()
                : OrganizationUrl.tryParse(submission.personalAccessToken);
    }

    /**
     * Returns the messages by concern. The message about missing scopes does not name them, because the list of scopes
     * marks them.
     */
    private static Map<Concern, String> messages(Rejected rejected) {
        return rejected.missingScopes().isEmpty()
                ? rejected.messages()
                : Map.of(
                        Concern.TOKEN,
                        "This token is missing the scopes marked below. "
                                + "Add them to the token in Azure DevOps, or create a new token.");
    }

    /** Returns the URL as it was entered, unless it may contain a secret. */
    private static String shown(Submission submission) {
        return OrganizationUrl.mayContainSecret(submission.organizationUrl) || containsToken(submission)
                ? ""
                : submission.organizationUrl;
    }

    private static boolean containsToken(Submission submission) {
        try {
            return submission.organizationUrl.contains(
                    PersonalAccessToken.of(submission.personalAccessToken).reveal());
        } catch (InvalidPersonalAccessTokenException e) {
            return false;
        }
    }

    /** Returns the error of a field, with the link if the result is about this field. */
    private static Html error(
            String field, Map<Concern, String> messages, Concern ofField, Concern ofResult, Html link) {
        String message = messages.get(ofField);
        return message == null ? Html.EMPTY : error(field, message, ofField == ofResult ? link : Html.EMPTY);
    }

    private static Html error(String field, String message, Html link) {
        return Html.template("error.html", Map.of("field", field, "message", message, "link", link));
    }

    private static Html notice(String kind, String title, String message, Html link) {
        return Html.template("notice.html", Map.of("kind", kind, "title", title, "message", message, "link", link));
    }

    private static Html link(URI page) {
        return Html.template("link.html", Map.of("page", page.toString(), "label", label(page)));
    }

    /** Returns the label of a link, which says where the link leads. */
    private static String label(URI page) {
        String organization = OrganizationUrl.tryParse(page.toString())
                .map(OrganizationUrl::organization)
                .orElse("");
        String path = page.getPath();
        if (organization.isEmpty()) {
            return "Open your organizations";
        } else if (path.endsWith("/_usersSettings/tokens")) {
            return "Open your tokens";
        } else if (path.endsWith("/_settings/users")) {
            return "Open the users of " + organization + " (for administrators)";
        } else if (path.endsWith("/_settings/organizationPolicy")) {
            return "Open the policies of " + organization + " (for administrators)";
        } else {
            return "Open " + organization;
        }
    }
}
