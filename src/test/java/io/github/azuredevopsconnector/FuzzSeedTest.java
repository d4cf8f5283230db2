package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays the seeds and the findings of the coverage-guided fuzzer, without the fuzzer. */
class FuzzSeedTest {

    static List<Path> urls() {
        return inputs("OrganizationUrlCoverageFuzzTestInputs/parse");
    }

    static List<Path> tokens() {
        return inputs("PersonalAccessTokenCoverageFuzzTestInputs/of");
    }

    @ParameterizedTest
    @MethodSource("urls")
    void theParserRulesHoldForEachUrlOfTheFuzzer(Path input) {
        holds(ParserRules::holdForUrl, input);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void theParserRulesHoldForEachTokenOfTheFuzzer(Path input) {
        holds(ParserRules::holdForToken, input);
    }

    private static void holds(Consumer<String> rules, Path input) {
        try {
            rules.accept(new String(Files.readAllBytes(input), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> inputs(String folder) {
        try (Stream<Path> files = Files.list(Path.of(uriOf(folder)))) {
            List<Path> inputs = files.sorted().collect(Collectors.toList());
            assertThat(inputs).isNotEmpty();
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI uriOf(String folder) {
        try {
            return FuzzSeedTest.class.getResource(folder).toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
