package io.github.azuredevopsconnector.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Tests the form in a browser, with and without scripts. */
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(180)
class FormBrowserTest {

    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));
    private static final int PICTURE_LIMIT = 110_000;
    private static final String SECRET = "xK7" + "q".repeat(73) + "AZ" + "DO" + "w3r7";

    private static FakeAzureDevOps fake;
    private static Examples examples;
    private static FormServer server;
    private static Browser browser;
    private static Browser plain;

    @BeforeAll
    static void start() throws IOException {
        fake = FakeAzureDevOps.start();
        examples = Examples.of(fake);
        // The page shows the fake's own token. So the organizations accept another one, which the tests look for.
        examples.urls().values().stream()
                .flatMap(url -> OrganizationUrl.tryParse(url).stream())
                .forEach(url -> fake.organization(url.organization()).withToken(SECRET));
        server = FormServer.start(FormDemo.connector(fake), examples);
        browser = new Browser(true);
        plain = new Browser(false);
    }

    @AfterAll
    static void stop() {
        plain.close();
        browser.close();
        server.close();
        fake.close();
    }

    @BeforeEach
    void open() {
        browser.size(1_280, 1_000);
        browser.colors("light");
        browser.open(server.address());
        plain.open(server.address());
    }

    static Stream<Map.Entry<String, String>> examples() {
        return examples.urls().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyOutcomeIsVisibleAndAccessibleAndHidesTheToken(Map.Entry<String, String> example) {
        browser.submit(example.getValue(), SECRET);

        String shown = browser.find("main").getText();
        boolean rejected = Stream.of(Rejected.Reason.values())
                .anyMatch(reason -> reason.name().equals(example.getKey()));
        if (example.getKey().equals("Verified")) {
            assertThat(shown).startsWith(connected("contoso")).contains("Owner of the token: Jane Doe");
            assertThat(browser.count("form")).isZero();
        } else if (rejected) {
            assertThat(browser.count("main .error, .notice.rejected")).isEqualTo(1);
            assertThat(browser.find("[type=submit]").getText()).isEqualTo("Connect");
        } else {
            assertThat(browser.find(".notice.inconclusive").getText())
                    .startsWith("Not connected yet")
                    .doesNotContain("Paste the token again");
            assertThat(browser.count(".error, [aria-invalid=true]")).isZero();
            assertThat(browser.find("[type=submit]").getText()).startsWith("Try again");
        }
        assertThat(browser.focused().getAttribute("autofocus")).isNotNull();
        assertThat(browser.source() + browser.address() + browser.title()).doesNotContain(SECRET);
        assertAccessible();
    }

    @Test
    void theFormIsAccessible() {
        assertAccessible();
    }

    @Test
    void theErrorsOfBothFieldsAreAccessibleAndBelowTheirFields() {
        browser.submit("https://github.com/contoso", "Bearer " + SECRET);

        assertThat(browser.count("[aria-invalid=true]")).isEqualTo(2);
        assertThat(browser.source()).doesNotContain(SECRET);
        // Both errors are 12 pixels below their fields.
        assertThat(browser.run("return Array.from(document.querySelectorAll('.error'), error =>"
                        + " error.getBoundingClientRect().top"
                        + " - error.parentElement.querySelector('input').getBoundingClientRect().bottom).join()"))
                .isEqualTo("12,12");
        assertAccessible();
    }

    @Test
    void theFormCanBeUsedWithTheKeyboardAlone() {
        browser.press(Keys.TAB);
        assertFocus("organizationUrl");
        browser.press("https://github.com/contoso", Keys.TAB);
        assertFocus("personalAccessToken");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getAccessibleName()).isEqualTo("Show token");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Connect");
        browser.press(Keys.SPACE);
        browser.await();

        assertFocus("organizationUrl");
        assertThat(browser.title()).startsWith("Error: ");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).startsWith("Open your organizations");
        browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        browser.press("contoso.visualstudio.com", Keys.ENTER); // replaces the wrong URL, which is selected
        browser.await();

        assertFocus("personalAccessToken");
        browser.press(SECRET, Keys.ENTER);
        browser.await();

        assertThat(browser.focused().getText()).startsWith("Connected");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).startsWith("Open contoso");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Connect another organization");
    }

    @Test
    void theFormWorksWithoutScripts() {
        plain.submit("https://github.com/contoso", "");
        assertThat(plain.count("[aria-invalid=true]")).isEqualTo(2);
        assertThat(plain.find(".toggle").isDisplayed()).isFalse();
        plain.find("a[href='/?try=RATE_LIMITED']").click();
        assertThat(plain.value("organizationUrl")).isEqualTo("https://dev.azure.com/proseware");
        plain.find("#personalAccessToken").sendKeys(SECRET, Keys.ENTER);
        assertThat(plain.count(".notice.inconclusive")).isEqualTo(1);
        assertThat(plain.find("form").getText()).contains("Paste the token again");
        assertThat(plain.find("[type=submit]").getText()).isEqualTo("Try again");
        plain.submit("https://dev.azure.com/contoso", SECRET);

        assertThat(plain.address()).endsWith("/connected");
        assertThat(plain.find("main").getText())
                .startsWith(connected("contoso"))
                .contains("Owner of the token: Jane Doe");
    }

    @Test
    void theTokenStaysInItsFieldUntilItConnects() {
        FakeOrganization organization =
                fake.organization("fourthcoffee").withToken(SECRET).leadsTo(Inconclusive.Reason.SERVICE_UNAVAILABLE);
        browser.submit(organization.url(), SECRET);
        assertThat(browser.value("personalAccessToken")).isEqualTo(SECRET);
        assertThat(browser.source()).doesNotContain(SECRET);

        organization.answers(FakeAnswer.OK);
        browser.find("[type=submit]").click();
        browser.await();

        assertThat(browser.find("main").getText()).startsWith(connected("fourthcoffee"));
    }

    @Test
    void theButtonCountsDownUntilItIsTimeToTryAgain() {
        browser.submit("https://dev.azure.com/proseware", SECRET);
        WebElement button = browser.find("[type=submit]");
        assertThat(button.getText()).matches("Try again in (30|2[0-9]) s");
        assertThat(button.isEnabled()).isFalse();

        browser.run("const now = Date.now; Date.now = () => now() + 30000");
        browser.await("!document.querySelector('[type=submit]').disabled");

        assertThat(button.getText()).isEqualTo("Try again");
        assertThat(browser.find(".status").getText()).isEqualTo("You can try again now.");
    }

    @Test
    void aFormIsSubmittedOnceAtATime() {
        String url = fake.organization("wideworld").withToken(SECRET).url();
        browser.run("const send = fetch; fetch = (...request) =>"
                + " new Promise(resolve => { release = resolve; }).then(() => send(...request))");
        browser.find("#organizationUrl").sendKeys(url);
        browser.find("#personalAccessToken").sendKeys(SECRET, Keys.ENTER, Keys.ENTER);

        assertThat(browser.find("[type=submit]").isEnabled()).isFalse();
        assertThat(browser.find(".status").getText()).isEqualTo("Connecting…");
        browser.run("release()");
        browser.await();
        assertThat(browser.find("main").getText()).startsWith(connected("wideworld"));
        assertThat(requestsTo("wideworld")).isEqualTo(4); // connection data, projects and two scopes
    }

    @Test
    void aReloadAfterConnectingSendsNothing() {
        browser.submit("https://dev.azure.com/contoso", SECRET);
        long requests = requestsTo("contoso");

        browser.reload();

        assertThat(browser.address()).isEqualTo(server.address().toString());
        assertThat(browser.count("form")).isEqualTo(1);
        assertThat(requestsTo("contoso")).isEqualTo(requests);
    }

    @Test
    void swappedFieldsAreCorrected() {
        browser.submit(SECRET, "https://contoso.visualstudio.com");
        assertThat(browser.value("organizationUrl")).isEqualTo("https://dev.azure.com/contoso");
        assertThat(browser.source()).doesNotContain(SECRET);

        browser.find("[type=submit]").click();
        browser.await();

        assertThat(browser.find("main").getText()).startsWith(connected("contoso"));
    }

    @Test
    void theTokenCanBeShownUntilTheFormIsSubmitted() {
        browser.find(".toggle").click();
        assertThat(browser.find("#personalAccessToken").getAttribute("type")).isEqualTo("text");
        assertThat(browser.find(".toggle").getAccessibleName()).isEqualTo("Hide token");
        assertAccessible();

        browser.submit("", SECRET);

        assertThat(browser.find("#personalAccessToken").getAttribute("type")).isEqualTo("password");
    }

    @Test
    void anAnswerThatDoesNotComeKeepsTheForm() throws IOException {
        try (FormServer closed = FormServer.start(FormDemo.connector(fake), examples)) {
            browser.open(closed.address());
        }
        browser.submit("https://dev.azure.com/contoso", SECRET);

        assertThat(browser.find(".status").getText()).isEqualTo("The server did not respond. Try again.");
        assertThat(browser.value("personalAccessToken")).isEqualTo(SECRET);
        assertThat(browser.focused().getText()).isEqualTo("Connect");
    }

    @Test
    void anExampleFillsInBothFields() {
        browser.find("a[href='/?try=TOKEN_EXPIRED']").click();
        browser.await("document.querySelector('#organizationUrl').value !== ''");

        assertThat(browser.value("organizationUrl")).isEqualTo("https://dev.azure.com/fabrikam");
        assertThat(browser.value("personalAccessToken")).isEqualTo(fake.token());
        assertThat(browser.focused().getText()).isEqualTo("Connect");
        assertThat(browser.address()).isEqualTo(server.address().toString());
    }

    private static String connected(String organization) {
        return "Connected\nConnected to the organization \u201C" + organization + "\u201D.";
    }

    private static long requestsTo(String organization) {
        return fake.requests().stream()
                .filter(request -> request.organization().equals(organization))
                .count();
    }

    /** Checks the page, also in dark colors and on phones, where no heading may break and no line may be too wide. */
    private static void assertAccessible() {
        assertThat(browser.violations()).isEmpty();
        browser.size(375, 640);
        assertThat(browser.run("return Array.from(document.querySelectorAll('main h1, main h2')).every(heading =>"
                        + " heading.offsetHeight < 2 * parseFloat(getComputedStyle(heading).fontSize))"))
                .isEqualTo("true");
        browser.colors("dark");
        browser.size(320, 640);
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo("true");
    }

    private static void assertFocus(String id) {
        WebElement focused = browser.focused();
        assertThat(focused.getAttribute("id")).isEqualTo(id);
    }

    @Test
    void thePicturesOfTheGuideAreSmall() throws IOException {
        browser.size(960, 700, 2);
        browser.open(server.address());
        take("form.png", "body");
        browser.size(560, 1_000, 2);
        try (FormServer alone = FormServer.start(FormDemo.connector(fake), Examples.NONE)) {
            browser.open(alone.address());
            browser.submit("https://github.com/contoso", "Bearer " + SECRET);
            take("form-errors.png", "main");
            browser.submit("https://dev.azure.com/adventure", SECRET);
            take("form-missing-scope.png", "main");
            browser.submit("https://dev.azure.com/proseware", SECRET);
            take("form-try-again.png", "main");
            browser.open(alone.address());
            browser.submit("https://contoso.visualstudio.com", SECRET);
            take("form-connected.png", "main");
        }
    }

    private static void take(String name, String selector) throws IOException {
        byte[] picture = Picture.small(browser.picture(selector));
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name), picture);
        assertThat(picture).hasSizeLessThanOrEqualTo(PICTURE_LIMIT);
    }
}
