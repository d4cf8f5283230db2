package io.github.azuredevopsconnector.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Specifies what the server accepts, and that it never shows or logs the token. */
@Tag("network")
class FormServerTest {

    private static final String SECRET = "xK7" + "q".repeat(73) + "AZ" + "DO" + "w3r7";

    private FakeAzureDevOps fake;
    private FormServer server;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        fake = FakeAzureDevOps.start();
        fake.organization("contoso");
        server = FormServer.start(fake.connector(), Examples.NONE);
        visitor = Visitor.of(server);
    }

    @AfterEach
    void stop() {
        server.close();
        fake.close();
    }

    @Test
    void aFormIsAcceptedOnlyFromTheBrowserThatItWasServedTo() throws Exception {
        Visitor other = Visitor.of(server);
        String url = "https://dev.azure.com/contoso";

        assertRefused(403, visitor.submit(visitor.cookie, "", url, fake.token()));
        assertRefused(403, visitor.submit(visitor.cookie, other.csrf, url, fake.token()));
        assertRefused(403, visitor.submit("other=1", visitor.csrf, url, fake.token()));
        assertRefused(403, visitor.submit("form-session=", visitor.csrf, url, fake.token()));
        assertThat(visitor.submit("other=1; " + visitor.cookie + "; more=2", visitor.csrf, url, fake.token())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theFormThatIsShownAfterARefusalCanBeSubmitted() throws Exception {
        HttpResponse<String> refused = visitor.submit("other=1", "", "https://dev.azure.com/contoso", fake.token());

        String cookie = refused.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        String csrf = refused.body().replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(visitor.submit(cookie, csrf, "https://dev.azure.com/contoso", fake.token())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aGetRequestSubmitsNothing() throws Exception {
        HttpResponse<String> answer = visitor.get("/?csrf=" + visitor.csrf
                + "&organizationUrl=https://dev.azure.com/contoso&personalAccessToken=another-token");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("another-token", "value=\"https://dev.azure.com/contoso\"");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void otherBodiesMethodsAndPathsAreRefused() throws Exception {
        String form = "csrf=" + visitor.csrf + "&organizationUrl=https://dev.azure.com/contoso&personalAccessToken=";

        assertRefused(
                415,
                visitor.send(visitor.request("")
                        .setHeader("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(form + SECRET))));
        assertRefused(
                413, visitor.send(visitor.request("").POST(BodyPublishers.ofString(form + SECRET.repeat(1_000)))));
        assertRefused(400, visitor.send(visitor.request("").POST(BodyPublishers.ofString(form + SECRET + "%"))));
        assertRefused(403, visitor.send(visitor.request("").POST(BodyPublishers.ofString(SECRET))));
        assertThat(visitor.send(visitor.request("").DELETE()).statusCode()).isEqualTo(405);
        assertThat(visitor.send(visitor.request("/form.js").DELETE()).statusCode())
                .isEqualTo(405);
        assertThat(visitor.get("/page.html").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/form.css").body()).isEqualTo(Html.resource("form.css"));
    }

    @Test
    void fieldsOfTheGreatestLengthAreRead() throws Exception {
        HttpResponse<String> answer =
                visitor.submit("https://dev.azure.com/contoso/" + "<".repeat(2_048), "\u00E4".repeat(4_096));

        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() throws Exception {
        for (HttpResponse<String> answer : List.of(
                visitor.get("/"),
                visitor.get("/form.css"),
                visitor.get("/form.js"),
                visitor.get("/nothing"),
                visitor.submit("", ""),
                visitor.submit("", "", "", ""))) {
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValue("default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
                            + "base-uri 'none'; frame-ancestors 'none'");
        }
        assertThat(visitor.get("/").headers().firstValue("Set-Cookie"))
                .hasValue(visitor.cookie + "; Path=/; HttpOnly; SameSite=Strict");
    }

    @Test
    void theTokenIsInNoAnswerAndNoLog() throws Exception {
        Logger logger = Logger.getLogger("com.sun.net.httpserver");
        List<String> log = new ArrayList<>();
        Handler recorder = recorder(log);
        logger.addHandler(recorder);
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        Examples examples = Examples.of(fake);
        List<String> answers = new ArrayList<>();
        try {
            for (String url : examples.urls().values()) {
                OrganizationUrl.tryParse(url)
                        .filter(organization -> !organization.organization().equals("litware")) // it is silent
                        .ifPresent(organization ->
                                fake.organization(organization.organization()).withToken(SECRET));
                answers.add(printed(visitor.submit(url, SECRET)));
                answers.add(printed(visitor.submit(url, "not" + SECRET)));
            }
            for (String template : List.of(
                    "{}",
                    "https://{}",
                    "https://me:{}@dev.azure.com/contoso",
                    "https://dev.azure.com/contoso/{}",
                    "https://dev.azure.com/{}",
                    "https://dev.azure.com/contoso?pat={}",
                    "https://dev.azure.com/ {}")) {
                answers.add(printed(visitor.submit(template.replace("{}", SECRET), SECRET)));
                answers.add(printed(visitor.submit(template.replace("{}", SECRET), "Bearer " + SECRET)));
            }
        } finally {
            logger.removeHandler(recorder);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }

        assertThat(log).isNotEmpty();
        String header = PersonalAccessToken.of(SECRET).authorizationHeader().substring("Basic ".length());
        assertThat(answers).noneMatch(answer -> answer.contains(SECRET) || answer.contains(header));
        assertThat(log).noneMatch(line -> line.contains(SECRET) || line.contains(header));
        assertThat(fake.requests())
                .anyMatch(request -> request.token().filter(SECRET::equals).isPresent());
    }

    private void assertRefused(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("The form was not submitted").doesNotContain(SECRET);
        assertThat(fake.requests()).isEmpty();
    }

    private static String printed(HttpResponse<String> answer) {
        return answer.headers().map() + answer.body();
    }

    private static Handler recorder(List<String> log) {
        return new Handler() {
            @Override
            public synchronized void publish(LogRecord record) {
                log.add(record.getMessage()
                        + List.of(record.getParameters() == null ? new Object[0] : record.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
