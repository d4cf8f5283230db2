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
    /** The field whose input the script enters again as the token. Empty if neither field has a token. */
    final String tokenFrom;

    final Optional<Duration> retryAfter;
    final Optional<String> activityId;
    final String button;

    private FormContent(Builder builder) {
        this.title = builder.title;
        this.organizationUrl = builder.organizationUrl;
        this.organization = builder.organization;
        this.notice = builder.notice;
        this.urlError = builder.urlError;
        this.tokenError = builder.tokenError;
        this.missingScopes = builder.missingScopes;
        this.tokenFrom = builder.tokenFrom;
        this.retryAfter = builder.retryAfter;
        this.activityId = builder.activityId;
        this.button = builder.button;
    }

    /** Returns the form before it was submitted. */
    static FormContent blank(String organizationUrl) {
        return new Builder("Connect Azure DevOps", organizationUrl).build();
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
        Builder builder = new Builder(ERROR_TITLE, organizationUrl);
        builder.notice = notice("rejected", "Not submitted", message, Html.EMPTY);
        return builder.build();
    }

    static FormContent of(Submission submission, Rejected rejected) {
        return moved(submission).map(url -> withMoved(submission, url)).orElseGet(() -> rejected(submission, rejected));
    }

    private static FormContent rejected(Submission submission, Rejected rejected) {
        Map<Concern, String> messages = messages(rejected);
        Concern concern = rejected.reason().concern();
        Html link = rejected.helpPage().map(FormContent::link).orElse(Html.EMPTY);
        Builder builder = new Builder(ERROR_TITLE, shown(submission));
        if (link != Html.EMPTY) { // one link is enough: the help text of the token field has none
            builder.organization = Optional.empty();
        }
        builder.urlError = error(URL, messages, Concern.ORGANIZATION_URL, concern, link);
        builder.tokenError = error(TOKEN, messages, Concern.TOKEN, concern, link);
        if (builder.urlError == Html.EMPTY && builder.tokenError == Html.EMPTY) {
            builder.notice = notice("rejected", "Not connected", rejected.message(), link);
        }
        builder.missingScopes = rejected.missingScopes();
        builder.activityId = rejected.activityId();
        return builder.build();
    }

    /** Moves the URL out of the token field. */
    private static FormContent withMoved(Submission submission, OrganizationUrl moved) {
        Builder builder = new Builder(ERROR_TITLE, moved.toString());
        builder.tokenError = error(
                TOKEN,
                "You entered the organization URL in the token field. It is now in its own field. "
                        + "Make sure that the token field contains the token.",
                Html.EMPTY);
        builder.tokenFrom = OrganizationUrl.mayContainSecret(submission.organizationUrl) ? URL : "";
        return builder.build();
    }

    static FormContent of(Submission submission, Inconclusive inconclusive) {
        Builder builder = new Builder("Not connected yet: Connect Azure DevOps", shown(submission));
        builder.notice = notice("inconclusive", "Not connected yet", inconclusive.message(), Html.EMPTY);
        builder.retryAfter = inconclusive.retryAfter();
        builder.activityId = inconclusive.activityId();
        builder.button = "Try again";
        return builder.build();
    }

    /** Returns the URL in the token field, if the URL field has none. */
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

    /** The content without errors, to which each result adds its own. */
    private static final class Builder {
        private final String title;
        private final String organizationUrl;
        private Optional<OrganizationUrl> organization;
        private Html notice = Html.EMPTY;
        private Html urlError = Html.EMPTY;
        private Html tokenError = Html.EMPTY;
        private Set<TokenScope> missingScopes = Set.of();
        private String tokenFrom = TOKEN;
        private Optional<Duration> retryAfter = Optional.empty();
        private Optional<String> activityId = Optional.empty();
        private String button = "Connect";

        Builder(String title, String organizationUrl) {
            this.title = title;
            this.organizationUrl = organizationUrl;
            this.organization = OrganizationUrl.tryParse(organizationUrl);
        }

        FormContent build() {
            return new FormContent(this);
        }
    }
}
