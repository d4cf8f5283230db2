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

/** Lays out the form, and the page of a connection. Immutable. */
final class FormPage {

    private static final Html AUTOFOCUS = Html.constant(" autofocus");

    private final Set<TokenScope> scopes;
    private final Html beside;

    /**
     * Makes the page of an application.
     *
     * @param scopes what the connector requires
     * @param beside stands beside the form
     */
    FormPage(Set<TokenScope> scopes, Html beside) {
        this.scopes = scopes;
        this.beside = beside;
    }

    /** Returns the page that answers a submission. */
    Html of(String csrf, Submission submission, VerificationResult result) {
        return result.match(
                this::connected,
                rejected -> of(csrf, FormContent.of(submission, rejected)),
                inconclusive -> of(csrf, FormContent.of(submission, inconclusive)));
    }

    /** Returns the form. The first field with an error has the focus, or else the message above the form. */
    Html of(String csrf, FormContent content) {
        Html form = Html.template(
                "form.html",
                Map.of(
                        "csrf",
                        csrf,
                        "above",
                        content.above,
                        "urlField",
                        urlField(content),
                        "tokenField",
                        tokenField(content),
                        "button",
                        content.button,
                        "wait",
                        content.retryAfter.map(FormPage::wait).orElse(Html.EMPTY)));
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
                        "invalid", String.valueOf(invalid),
                        "description", description("personalAccessToken", invalid),
                        "focus", first ? AUTOFOCUS : Html.EMPTY,
                        "error", content.tokenError,
                        "where", content.organization.map(FormPage::tokensPage).orElseGet(FormPage::tokensMenu),
                        "scopes", scopes(content.missingScopes)));
    }

    /** Returns the ids of what describes a field: the error before the help. */
    private static String description(String field, boolean invalid) {
        return invalid ? field + "-error " + field + "-help" : field + "-help";
    }

    private Html scopes(Set<TokenScope> missing) {
        return Html.join(scopes.stream()
                .map(scope -> Html.template(
                        missing.contains(scope) ? "missing-scope.html" : "scope.html", Map.of("label", scope.label())))
                .collect(Collectors.toList()));
    }

    private static Html tokensPage(OrganizationUrl organization) {
        return Html.template(
                "tokens-page.html",
                Map.of("page", organization.tokensPage().toString(), "organization", organization.organization()));
    }

    private static Html tokensMenu() {
        return Html.template("tokens-menu.html", Map.of());
    }

    private static Html wait(Duration wait) {
        return Html.template("wait.html", Map.of("seconds", String.valueOf(Math.max(1, wait.toSeconds()))));
    }

    private Html connected(Verified verified) {
        AzureDevOpsConnection connection = verified.connection();
        AuthenticatedUser user = connection.user();
        Html connected = Html.template(
                "connected.html",
                Map.of(
                        "message", verified.message(),
                        "url", connection.organizationUrl().toString(),
                        "name", Html.isolated(user.displayName()),
                        "account", Html.isolated(user.account().orElse(""))));
        return page("Connected: Azure DevOps", connected);
    }

    private Html page(String title, Html main) {
        return Html.template("page.html", Map.of("title", title, "main", main, "beside", beside));
    }
}
