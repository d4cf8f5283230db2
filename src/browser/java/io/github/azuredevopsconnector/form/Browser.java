package io.github.azuredevopsconnector.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Drives a headless Chromium with its own profile, as a user does. */
final class Browser implements AutoCloseable {

    private static final int BLOCK = 2;
    private static final String AXE = Html.resource("/axe.min.js");

    private final boolean scripts;
    private final Path profile;
    private final ChromeDriver driver;

    /** Starts a browser. */
    Browser(boolean scripts) throws IOException {
        this.scripts = scripts;
        profile = Files.createTempDirectory("browser");
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // as root, in a container
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        if (!scripts) {
            options.setExperimentalOption(
                    "prefs", Map.of("profile.managed_default_content_settings.javascript", BLOCK));
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver())
                .build();
        driver = new ChromeDriver(service, options);
        size(1_280, 1_000);
    }

    /** Finds the driver on the path, so that nothing is downloaded. */
    private static File chromedriver() {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
                .flatMap(directory ->
                        Stream.of("chromedriver", "chromedriver.exe").map(name -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("chromedriver is not on the path"));
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    /** Loads the page again. */
    void reload() {
        driver.navigate().refresh();
    }

    /** Sets the size of the viewport, which may be smaller than any browser window. */
    void size(int width, int height) {
        size(width, height, 1);
    }

    /** Sets the size of the viewport, and the number of device pixels per CSS pixel. */
    void size(int width, int height, int scale) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", false));
    }

    void colors(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Fills in the form, submits it with the Enter key, and waits for the answer. */
    void submit(String organizationUrl, String personalAccessToken) {
        WebElement url = find("#organizationUrl");
        url.clear();
        url.sendKeys(organizationUrl);
        WebElement token = find("#personalAccessToken");
        token.clear();
        token.sendKeys(personalAccessToken, Keys.ENTER);
        await();
    }

    /** Waits until the script has shown the answer. Without scripts, the driver itself waits for the next page. */
    void await() {
        if (scripts) {
            await("document.readyState === 'complete' && !document.querySelector('[aria-busy=true]')");
        }
    }

    /** Waits until an expression of JavaScript is true. */
    void await(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!run("return " + expression).equals("true")) {
            assertThat(System.nanoTime()).as(expression).isLessThan(end);
        }
    }

    /** Sends keys to the element that has the focus. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Returns the element that has the focus. */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /** Returns the markup of the page as it is now, without what was entered in its fields. */
    String source() {
        return String.valueOf(driver.getPageSource());
    }

    /** Returns what a field contains. */
    String value(String id) {
        return String.valueOf(find("#" + id).getDomProperty("value"));
    }

    /** Runs a script in the page, and returns its value as text. */
    String run(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    /** Returns the violations of the accessibility rules of axe-core. */
    List<String> violations() {
        driver.executeScript(AXE);
        Object violations = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations.flatMap(rule =>"
                + " rule.nodes.map(node => rule.id + ': ' + node.html + ' ' + node.failureSummary))),"
                + " failure => done([String(failure)]));");
        return ((List<?>) Objects.requireNonNull(violations))
                .stream().map(String::valueOf).collect(Collectors.toList());
    }

    byte[] picture(String selector) {
        return find(selector).getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            return; // the browser deletes files at the same time
        }
    }
}
