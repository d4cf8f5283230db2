package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the exception if the class path of an application lacks a dependency. Each test starts a process. */
class MissingDependencyTest {

    /** Builds a connector like an application, and prints the outcome. */
    static final class Application {
        public static void main(String[] arguments) {
            AzureDevOpsConnector.Builder builder = AzureDevOpsConnector.builder();
            try {
                builder.build();
                System.out.println("built");
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage() + " | " + (e.getCause() instanceof LinkageError));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jackson-core | add com.fasterxml.jackson.core:jackson-core, version 2.10 or later, to the class path: | com/fasterxml/jackson/core/JsonFactory",
                "slf4j-api | add org.slf4j:slf4j-api to the class path: | org/slf4j/LoggerFactory",
            })
    void aConnectorIsNotBuiltWithoutADependency(String without, String advice, String missingClass)
            throws IOException, InterruptedException {
        assertThat(outputOf(without)).startsWith(advice).contains(missingClass).endsWith("| true");
    }

    @Test
    void aConnectorIsBuiltWithAllDependencies() throws IOException, InterruptedException {
        assertThat(outputOf("nothing")).isEqualTo("built");
    }

    private static String outputOf(String without) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(without))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Application.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        String[] lines = output.strip().split("\\R", -1);
        return lines[lines.length - 1]; // the logging backend may print lines before it
    }
}
