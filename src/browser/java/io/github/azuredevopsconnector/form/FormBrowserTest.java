package io.github.azuredevopsconnector.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
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
    private static final int PICTURE_LIMIT = 100_000;
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
            assertThat(shown).contains("Connected to the organization “contoso”.", "Jane Doe");
            assertThat(browser.count("form")).isZero();
        } else if (rejected) {
            assertThat(browser.count("main .error, .notice.rejected")).isEqualTo(1);
            assertThat(browser.find("button").getText()).isEqualTo("Connect");
        } else {
            assertThat(browser.find(".notice.inconclusive").getText()).contains("We could not check what you entered");
            assertThat(browser.count(".error, [aria-invalid=true]")).isZero();
            assertThat(browser.find("button").getText()).isEqualTo("Try again");
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
    void mistakesInBothFieldsAreAccessible() {
        browser.submit("https://github.com/contoso", "Bearer " + SECRET);

        assertThat(browser.count("[aria-invalid=true]")).isEqualTo(2);
        assertThat(browser.source()).doesNotContain(SECRET);
        assertAccessible();
    }

    @Test
    void theFormCanBeUsedWithTheKeyboardAlone() {
        browser.press(Keys.TAB);
        assertFocus("organizationUrl");
        browser.press("https://github.com/contoso", Keys.TAB);
        assertFocus("personalAccessToken");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getTagName()).isEqualTo("button");
        browser.press(Keys.SPACE);

        assertFocus("organizationUrl");
        assertThat(browser.title()).startsWith("Error: ");
        browser.press(Keys.chord(Keys.CONTROL, "a"), "contoso.visualstudio.com", Keys.ENTER);

        assertFocus("personalAccessToken");
        browser.press(SECRET, Keys.ENTER);

        assertThat(browser.focused().getText()).startsWith("Connected");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).startsWith("https://dev.azure.com/contoso");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Connect another organization");
    }

    @Test
    void theFormWorksWithoutScripts() {
        plain.submit("https://github.com/contoso", "");
        assertThat(plain.count("[aria-invalid=true]")).isEqualTo(2);
        plain.find("a[href='/?try=RATE_LIMITED']").click();
        assertThat(plain.find("#organizationUrl").getAttribute("value")).isEqualTo("https://dev.azure.com/proseware");
        plain.find("#personalAccessToken").sendKeys(SECRET, Keys.ENTER);
        assertThat(plain.find(".notice.inconclusive").getText()).contains("try again in 30 seconds");
        plain.submit("https://dev.azure.com/contoso", SECRET);

        assertThat(plain.find(".notice.verified").getText()).contains("Jane Doe");
        assertThat(plain.find(".progress, .again").getText()).isEqualTo("Connect another organization");
    }

    @Test
    void aSubmittedFormShowsThatItIsConnecting() {
        browser.run("document.querySelector('form').addEventListener('submit', event => event.preventDefault())");
        browser.find("button").click();

        assertThat(browser.find("form").getAttribute("aria-busy")).isEqualTo("true");
        assertThat(browser.find(".progress").getText()).isEqualTo("Connecting…");
    }

    @Test
    void anExampleFillsInTheUrlAndKeepsTheToken() {
        browser.find("#personalAccessToken").sendKeys(SECRET);
        browser.find("a[href='/?try=TOKEN_EXPIRED']").click();

        assertThat(browser.address()).isEqualTo(server.address().toString());
        assertFocus("organizationUrl");
        browser.press(Keys.ENTER);
        assertThat(browser.find("#personalAccessToken-error").getText()).contains("has expired");
    }

    /** Checks the page, also in dark colors and on a phone, where no line may be wider than the screen. */
    private static void assertAccessible() {
        assertThat(browser.violations()).isEmpty();
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
        try (FormServer alone = FormServer.start(FormDemo.connector(fake), Examples.NONE)) {
            browser.size(720, 1_000);
            browser.open(alone.address());
            take("form.png");
            browser.submit("https://github.com/contoso", "Bearer " + SECRET);
            take("form-errors.png");
            browser.submit("https://contoso.visualstudio.com", SECRET);
            take("form-connected.png");
        }
    }

    private static void take(String name) throws IOException {
        byte[] picture = browser.picture();
        assertThat(picture).hasSizeLessThanOrEqualTo(PICTURE_LIMIT);
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name), picture);
    }
}
