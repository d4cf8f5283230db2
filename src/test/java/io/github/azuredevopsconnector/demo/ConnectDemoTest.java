package io.github.azuredevopsconnector.demo;

import static io.github.azuredevopsconnector.demo.Command.TOKEN_VARIABLE;
import static io.github.azuredevopsconnector.demo.Command.URL_VARIABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.demo.ConnectDemo.Style;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifies the arguments of the demo, what it prints, and its exit code. */
@Tag("network")
class ConnectDemoTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void theDemoPrintsEveryKindOfOutcomeInPlainText() throws IOException {
        assertThat(run(Map.of())).hasValue(0);

        String text = printed();
        assertThat(text.lines().filter(line -> line.startsWith("    Verified"))).hasSize(2);
        assertThat(text.lines().filter(line -> line.startsWith("    Rejected"))).hasSize(7);
        assertThat(text.lines().filter(line -> line.startsWith("    Inconclusive")))
                .hasSize(3);
        assertThat(text)
                .contains("INVALID_ORGANIZATION_URL", "INVALID_TOKEN", "TOKEN_REJECTED", "ORGANIZATION_NOT_FOUND")
                .contains("\u201CCode: Read\u201D and \u201CWork Items: Read\u201D")
                .contains("https://dev.azure.com/adventure/_usersSettings/tokens")
                .contains("The token does not look complete.")
                .contains("RATE_LIMITED), retry after 30 s", "TIMED_OUT", "UNEXPECTED_RESPONSE")
                .doesNotContain("\u001B", "55555555");
    }

    @Test
    void theReadmeShowsWhatTheDemoPrints() throws IOException {
        Matcher block =
                Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();

        assertThat(run(Map.of())).hasValue(0);

        assertThat(withoutTimes(printed()))
                .contains(withoutTimes(block.group(1)).split("\n\n", -1));
    }

    private static String withoutTimes(String text) {
        return text.replace("\r\n", "\n").replaceAll("\\d+ ms", "n ms");
    }

    @Test
    void outcomesStandOutOnATerminal() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            new ConnectDemo(out, new Style(true)).connectToFake(fake);
        }

        assertThat(printed())
                .contains("\u001B[1;32mVerified\u001B[0m,", "\u001B[1;31mRejected\u001B[0m (")
                .contains("\u001B[1;33mInconclusive\u001B[0m (");
    }

    @Test
    void theTimeToWaitIsTheOneInTheMessage() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso")
                    .answers(
                            "_apis/connectionData",
                            request -> new MockResponse.Builder()
                                    .code(429)
                                    .setHeader("X-VSS-E2EID", new UUID(0, 1).toString())
                                    .setHeader("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(inAMinute()))
                                    .build());

            new ConnectDemo(out, new Style(false))
                    .connectForReal(fake.connector(), "https://dev.azure.com/contoso", fake.token());
        }

        assertThat(printed().replaceAll("\\s+", " ")).containsPattern("retry after (\\d+) s.* in \\1 seconds");
    }

    /** Returns a time that is seldom a whole number of seconds away, because the header has no fractions. */
    private static ZonedDateTime inAMinute() {
        return ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1);
    }

    /** See no-color.org. */
    @Test
    void colorsNeedATerminalAndAreTurnedOffByAVariableThatIsNotEmpty() {
        assertThat(Style.of(true, Map.of()).green("x")).isEqualTo("\u001B[1;32mx\u001B[0m");
        assertThat(Style.of(true, Map.of("NO_COLOR", "")).green("x")).isEqualTo("\u001B[1;32mx\u001B[0m");
        assertThat(Style.of(true, Map.of("NO_COLOR", "1")).green("x")).isEqualTo("x");
        assertThat(Style.of(false, Map.of()).green("x")).isEqualTo("x");
    }

    @Test
    void aFakeThatCannotBeReachedIsInconclusive() {
        FakeAzureDevOps fake = FakeAzureDevOps.start();
        fake.close();

        assertThat(new ConnectDemo(out, new Style(false)).connectToFake(fake)).isEqualTo(2);
        assertThat(printed())
                .contains("UNREACHABLE", "Something on this computer blocks")
                .doesNotContain("fabrikam");
    }

    @Test
    void aTokenAloneRunsTheFakeAndIsNotUsed() throws IOException {
        assertThat(run(Map.of(TOKEN_VARIABLE, "n0t-th1s-one"))).hasValue(0);

        assertThat(printed())
                .startsWith(URL_VARIABLE + " is not set, so " + TOKEN_VARIABLE + " is not used.")
                .contains("Verified");
    }

    @Test
    void helpIsPrinted() throws IOException {
        assertThat(run(Map.of(), "form", "--help")).hasValue(0);

        assertThat(printed()).startsWith("Usage: ").contains("Exit codes: 0 Verified, 1 Rejected, 2 Inconclusive, 64");
    }

    @ParameterizedTest
    @CsvSource({
        "from, Unknown argument.",
        "form --prot 8080, Unknown argument.",
        "--port 8080, Only the form has a port.",
        "form --port, PORT must be a number",
        "form --port 65536, PORT must be a number",
        "form --port -1, PORT must be a number",
        "'form --port ', PORT must be a number",
        "real, Set both",
    })
    void wrongArgumentsEndWithTheUsage(String arguments, String message) throws IOException {
        assertThat(run(Map.of(), arguments.split(" ", -1))).hasValue(64);

        assertThat(printed()).startsWith(message).endsWith(Command.USAGE + System.lineSeparator());
    }

    @Test
    void aUrlWithoutATokenIsAUsageError() throws IOException {
        assertThat(run(Map.of(URL_VARIABLE, "https://dev.azure.com/contoso"))).hasValue(64);
    }

    @Test
    void thePortOfTheFormMustBeAvailable() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(Map.of(), "form", "--port", String.valueOf(taken.getLocalPort())))
                    .hasValue(64);
            assertThat(printed()).contains("Port " + taken.getLocalPort() + " is not available.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', false",
        "'', AZURE_DEVOPS_EXT_PAT, false",
        "'', AZURE_DEVOPS_EXT_PAT AZURE_DEVOPS_ORG_URL, true",
        "real, AZURE_DEVOPS_EXT_PAT AZURE_DEVOPS_ORG_URL, true",
        "form, AZURE_DEVOPS_EXT_PAT, false",
        "form, AZURE_DEVOPS_ORG_URL, true",
        "form real --port 8080, '', true",
    })
    void theDemoConnectsToTheRealServiceOnlyIfAskedTo(String arguments, String variables, boolean real) {
        Map<String, String> environment =
                words(variables).stream().collect(Collectors.toMap(variable -> variable, variable -> "value"));

        assertThat(new Command(words(arguments), environment).real).isEqualTo(real);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private OptionalInt run(Map<String, String> environment, String... arguments) throws IOException {
        return new ConnectDemo(out, new Style(false)).run(List.of(arguments), environment, out);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyOutcomeHasItsExitCode() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            AzureDevOpsConnector connector =
                    fake.connectorBuilder().requires(TokenScope.BUILD_READ).build();
            ConnectDemo demo = new ConnectDemo(out, new Style(false));
            fake.organization("contoso");
            fake.organization("fabrikam").leadsTo(Inconclusive.Reason.SERVICE_UNAVAILABLE);

            assertThat(demo.connectForReal(connector, "https://dev.azure.com/contoso", fake.token()))
                    .isEqualTo(0);
            assertThat(demo.connectForReal(connector, "https://dev.azure.com/contoso", "n0t-th1s-one"))
                    .isEqualTo(1);
            assertThat(demo.connectForReal(connector, "https://dev.azure.com/fabrikam", fake.token()))
                    .isEqualTo(2);
            assertThat(demo.connectForReal(connector, "https://me:s3cret@dev.azure.com/fabrikam", fake.token()))
                    .isEqualTo(1);
            assertThat(printed())
                    .contains("The application requires Project and Team: Read, Build: Read.")
                    .doesNotContain("s3cret", "n0t-th1s-one");
        }
    }
}
