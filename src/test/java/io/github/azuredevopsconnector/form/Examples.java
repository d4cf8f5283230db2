package io.github.azuredevopsconnector.form;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The examples beside the form: what to enter to see each outcome. */
final class Examples {

    /** No examples, for the real service. */
    static final Examples NONE = new Examples(Map.of(), Html.EMPTY);

    private static final String TRY = "try=";

    private final Map<String, String> urls;
    private final Html sidebar;

    private Examples(Map<String, String> urls, Html sidebar) {
        this.urls = urls;
        this.sidebar = sidebar;
    }

    /** Adds organizations to a fake, one for each outcome that its answers can have. */
    static Examples of(FakeAzureDevOps fake) {
        Map<String, String> verified = new LinkedHashMap<>();
        verified.put("Verified", fake.organization("contoso").url());

        Map<String, String> rejected = new LinkedHashMap<>();
        rejected.put(Rejected.Reason.INVALID_ORGANIZATION_URL.name(), "https://github.com/contoso");
        add(rejected, fake, "tailspin", Rejected.Reason.TOKEN_REJECTED);
        add(rejected, fake, "fabrikam", Rejected.Reason.TOKEN_EXPIRED);
        rejected.put(
                Rejected.Reason.MISSING_SCOPE.name(),
                fake.organization("adventure").lacks(TokenScope.CODE_READ).url());
        add(rejected, fake, "northwind", Rejected.Reason.NOT_A_MEMBER);
        add(rejected, fake, "lucerne", Rejected.Reason.ACCESS_DENIED);
        add(rejected, fake, "woodgrove", Rejected.Reason.CONDITIONAL_ACCESS);
        add(rejected, fake, "humongous", Rejected.Reason.GLOBAL_TOKEN_PROHIBITED);
        add(rejected, fake, "contosso", Rejected.Reason.ORGANIZATION_NOT_FOUND);
        add(rejected, fake, "southridge", Rejected.Reason.ORGANIZATION_DEACTIVATED);

        Map<String, String> inconclusive = new LinkedHashMap<>();
        add(inconclusive, fake, "proseware", Inconclusive.Reason.RATE_LIMITED);
        add(inconclusive, fake, "wingtip", Inconclusive.Reason.SERVICE_UNAVAILABLE);
        add(inconclusive, fake, "litware", Inconclusive.Reason.TIMED_OUT);
        add(inconclusive, fake, "alpine", Inconclusive.Reason.UNREACHABLE);
        add(inconclusive, fake, "trey", Inconclusive.Reason.PROXY_AUTHENTICATION_REQUIRED);
        add(inconclusive, fake, "coho", Inconclusive.Reason.UNEXPECTED_RESPONSE);

        Map<String, String> urls = new LinkedHashMap<>(verified);
        urls.putAll(rejected);
        urls.putAll(inconclusive);
        Html sidebar = Html.template(
                "examples.html",
                Map.of(
                        "token", fake.token(),
                        "verified", list(verified),
                        "rejected", list(rejected),
                        "inconclusive", list(inconclusive)));
        return new Examples(urls, sidebar);
    }

    private static void add(Map<String, String> urls, FakeAzureDevOps fake, String name, Rejected.Reason reason) {
        urls.put(reason.name(), fake.organization(name).leadsTo(reason).url());
    }

    private static void add(Map<String, String> urls, FakeAzureDevOps fake, String name, Inconclusive.Reason reason) {
        urls.put(reason.name(), fake.organization(name).leadsTo(reason).url());
    }

    private static Html list(Map<String, String> urls) {
        return Html.join(urls.keySet().stream()
                .map(outcome -> Html.template("example.html", Map.of("outcome", outcome, "query", TRY + outcome)))
                .collect(Collectors.toList()));
    }

    /** Returns the URL that the query of a link asks for, or an empty string. */
    String urlOf(String query) {
        return query.startsWith(TRY) ? urls.getOrDefault(query.substring(TRY.length()), "") : "";
    }

    /** Returns the outcomes, and the URL that leads to each. */
    Map<String, String> urls() {
        return urls;
    }

    Html sidebar() {
        return sidebar;
    }
}
