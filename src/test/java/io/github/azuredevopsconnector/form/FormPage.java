package io.github.azuredevopsconnector.form;

import io.github.azuredevopsconnector.AuthenticatedUser;
import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.Verified;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays out the form, and the page of a connection. Immutable. */
final class FormPage {

    private static final Html AUTOFOCUS = Html.constant(" autofocus");

    /** With JavaScript, the browser keeps the token. */
    private static final Html PASTE_AGAIN = Html.constant(
            "<noscript><p>Paste the token again. For your security, this page does not keep it.</p></noscript>");

    private final Set<TokenScope> required;
    private final Set<TokenScope> preferred;
    private final Html sidebar;

    /**
     * Creates the page of an application.
     *
     * @param required the scopes that the connector requires
     * @param preferred the scopes that are optional
     * @param sidebar appears beside the form
     */
    FormPage(Set<TokenScope> required, Set<TokenScope> preferred, Html sidebar) {
        this.required = required;
        this.preferred = preferred;
        this.sidebar = sidebar;
    }

    /** Returns the page for the result of a submission. */
    Html of(String csrf, Submission submission, VerificationResult result) {
        return result.match(
                this::connected,
                rejected -> of(csrf, FormContent.of(submission, rejected)),
                inconclusive -> of(csrf, FormContent.of(submission, inconclusive)));
    }

    /** Returns the form. The first field with an error has the focus, otherwise the message above the form. */
    Html of(String csrf, FormContent content) {
        Html form = Html.template(
                "form.html",
                Map.of(
                        "csrf", csrf,
                        "notice", content.notice,
                        "urlField", urlField(content),
                        "tokenField", tokenField(content),
                        "button", content.button,
                        "wait", content.retryAfter.map(FormPage::seconds).orElse("0"),
                        "support", content.activityId.map(FormPage::support).orElse(Html.EMPTY)));
        return page(content.title, form);
    }

    private static Html urlField(FormContent content) {
        boolean invalid = content.urlError != Html.EMPTY;
        return Html.template(
                "url.html",
                Map.of(
                        "url",
                        content.organizationUrl,
                        "invalid",
                        String.valueOf(invalid),
                        "description",
                        description("organizationUrl", invalid),
                        "focus",
                        invalid ? AUTOFOCUS : Html.EMPTY,
                        "error",
                        content.urlError));
    }

    private Html tokenField(FormContent content) {
        boolean invalid = content.tokenError != Html.EMPTY;
        boolean first = invalid && content.urlError == Html.EMPTY;
        return Html.template(
                "token.html",
                Map.of(
                        "invalid",
                        String.valueOf(invalid),
                        "description",
                        description("personalAccessToken", invalid),
                        "focus",
                        first ? AUTOFOCUS : Html.EMPTY,
                        "from",
                        content.tokenFrom,
                        "error",
                        content.tokenError,
                        "again",
                        isShownAgain(content) && !invalid ? PASTE_AGAIN : Html.EMPTY,
                        "where",
                        content.organization.map(FormPage::tokensPage).orElseGet(FormPage::tokensMenu),
                        "scopes",
                        scopes(content.missingScopes)));
    }

    private static boolean isShownAgain(FormContent content) {
        return content.notice != Html.EMPTY || content.urlError != Html.EMPTY;
    }

    /**
     * Returns the value of {@code aria-describedby} for a field: the IDs of the error, if any, and of the help text.
     */
    private static String description(String field, boolean invalid) {
        return invalid ? field + "-error " + field + "-help" : field + "-help";
    }

    private Html scopes(Set<TokenScope> missing) {
        return Html.join(Stream.concat(
                        required.stream()
                                .map(scope ->
                                        scope(missing.contains(scope) ? "missing-scope.html" : "scope.html", scope)),
                        preferred.stream().map(scope -> scope("optional-scope.html", scope)))
                .collect(Collectors.toList()));
    }

    private static Html scope(String template, TokenScope scope) {
        return Html.template(template, Map.of("label", scope.label()));
    }

    private static Html tokensPage(OrganizationUrl organization) {
        return Html.template(
                "tokens-page.html",
                Map.of("page", organization.tokensPage().toString(), "organization", organization.organization()));
    }

    private static Html tokensMenu() {
        return Html.template("tokens-menu.html", Map.of());
    }

    /** Returns a time to wait in seconds, rounded up as in the message. */
    static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    private static Html support(String activityId) {
        return Html.template("support.html", Map.of("id", activityId));
    }

    private Html connected(Verified verified) {
        AzureDevOpsConnection connection = verified.connection();
        AuthenticatedUser user = connection.user();
        String account = user.account().orElse("");
        Html connected = Html.template(
                "connected.html",
                Map.of(
                        "message", verified.message(),
                        "url", connection.organizationUrl().toString(),
                        "organization", connection.organizationUrl().organization(),
                        "name", Html.isolated(user.displayName()),
                        "account", Html.isolated(account.equals(user.displayName()) ? "" : account)));
        return page("Connected: Azure DevOps", connected);
    }

    private Html page(String title, Html main) {
        return Html.template("page.html", Map.of("title", title, "main", main, "sidebar", sidebar));
    }
}
