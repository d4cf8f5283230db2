package io.github.azuredevopsconnector.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a fake that is not closed does not keep the JVM alive. The test starts a process. */
@Tag("network")
class ServerCloserTest {

    /** Uses two fakes, even after the main thread has ended, and closes neither. */
    static final class Application {
        public static void main(String[] arguments) {
            Thread main = Thread.currentThread();
            FakeAzureDevOps.start();
            FakeAzureDevOps fake = FakeAzureDevOps.start();
            fake.organization("contoso");
            fake.organization("fabrikam").withDelay(Duration.ofHours(1));
            AzureDevOpsConnector connector =
                    fake.connectorBuilder().timeout(Duration.ofHours(1)).build();
            connector.connectAsync("https://dev.azure.com/fabrikam", fake.token());
            Thread other = new Thread(() -> {
                try {
                    main.join();
                } catch (InterruptedException e) {
                    return;
                }
                System.out.println(connector.connect("https://dev.azure.com/contoso", fake.token()));
            });
            other.start();
        }
    }

    @Test
    @Timeout(120)
    void fakesThatAreNotClosedServeUntilTheLastOtherThreadEndsAndThenLetTheJvmEnd(@TempDir Path folder)
            throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(output).content(UTF_8).contains("Verified[");
        } finally {
            process.destroyForcibly();
        }
    }
}
