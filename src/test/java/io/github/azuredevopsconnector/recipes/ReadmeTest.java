package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** README.md stays true: its code stands in sources that are compiled, and no reason is missing. */
class ReadmeTest {

    private static final String README = read(Path.of("README.md"));

    static List<String> examples() {
        return Pattern.compile("```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL)
                .matcher(README)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleStandsInASourceThatIsCompiled(String example) throws IOException {
        try (Stream<Path> recipes = Files.walk(Path.of("src/test/java/io/github/azuredevopsconnector/recipes"));
                Stream<Path> projects = Files.walk(Path.of("src/it"))) {
            assertThat(Stream.concat(recipes, projects)
                            .filter(Files::isRegularFile)
                            .map(path -> withoutWhiteSpace(read(path))))
                    .anyMatch(source -> source.contains(withoutWhiteSpace(example)));
        }
    }

    @Test
    void thereAreExamples() {
        assertThat(examples()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource
    void everyRejectionIsExplained(Rejected.Reason reason) {
        assertThat(README).contains("| `" + reason + "` | `" + reason.concern() + "` | ");
    }

    @ParameterizedTest
    @EnumSource
    void everyObstacleIsExplained(Inconclusive.Reason reason) {
        assertThat(README).contains("| `" + reason + "` | ");
    }

    @Test
    void theVersionsAreThoseOfTheBuild() {
        Stream<String> versions = Stream.of("project", "okhttp", "junit", "assertj")
                .map(artifact -> System.getProperty(artifact + ".version"));

        assertThat(Pattern.compile("<version>(.*)</version>")
                        .matcher(README)
                        .results()
                        .map(match -> match.group(1)))
                .containsOnly(versions.toArray(String[]::new));
    }

    @Test
    void everyLinkIntoTheProjectLeadsSomewhere() {
        assertThat(Pattern.compile("\\]\\(([^)#:]+)\\)")
                        .matcher(README)
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(link -> Files.exists(Path.of(link)));
    }

    private static String withoutWhiteSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
