package io.github.azuredevopsconnector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.demo.ConnectDemo.Style;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Specifies what the demo prints, and its exit code. */
@Tag("network")
class ConnectDemoTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void theDemoPrintsEveryKindOfOutcomeInPlainText() {
        new ConnectDemo(out, new Style(false)).connectToFake();

        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text.lines().filter(line -> line.startsWith("    Verified"))).hasSize(2);
        assertThat(text.lines().filter(line -> line.startsWith("    Rejected"))).hasSize(7);
        assertThat(text.lines().filter(line -> line.startsWith("    Inconclusive")))
                .hasSize(3);
        assertThat(text)
                .contains("INVALID_ORGANIZATION_URL", "INVALID_TOKEN", "TOKEN_REJECTED", "ORGANIZATION_NOT_FOUND")
                .contains("does not have the scopes \u201CCode: Read\u201D and \u201CWork Items: Read\u201D")
                .contains("https://dev.azure.com/adventure/_usersSettings/tokens")
                .contains("RATE_LIMITED), retry after 30 s", "TIMED_OUT", "UNEXPECTED_RESPONSE")
                .doesNotContain("\u001B", "55555555");
    }

    @Test
    void theReadmeShowsWhatTheDemoPrints() throws IOException {
        Matcher block =
                Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();

        new ConnectDemo(out, new Style(false)).connectToFake();

        assertThat(withoutTimes(printed.toString(StandardCharsets.UTF_8)))
                .contains(withoutTimes(block.group(1)).split("\n\n", -1));
    }

    private static String withoutTimes(String text) {
        return text.replace("\r\n", "\n").replaceAll("\\d+ ms", "n ms");
    }

    @Test
    void theDemoPrintsColorsOnATerminal() {
        new ConnectDemo(out, new Style(true)).connectToFake();

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("\u001B[32mVerified\u001B[0m");
    }

    @Test
    void everyOutcomeHasItsExitCode() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            AzureDevOpsConnector connector = fake.connector();
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
            assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("s3cret", "n0t-th1s-one");
        }
    }
}
