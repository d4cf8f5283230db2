package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.InvalidOrganizationUrlException;
import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.TokenScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests README, guide and Javadoc: their code compiles, their links into the project have targets, and every reason is
 * explained.
 */
class DocumentationTest {

    private static final Path README = Path.of("README.md");
    private static final Path GUIDE = Path.of("src/site/markdown");
    private static final Path RECIPES = Path.of("src/test/java/io/github/azuredevopsconnector/recipes");
    private static final Path CONSUMERS = Path.of("src/it");
    private static final String ON_GITHUB = "https://github.com/azuredevopsconnector/azure-devops-connector/blob/main/";

    static List<JavaBlock> readmeBlocks() {
        return JavaBlock.of(README);
    }

    static List<JavaBlock> guideBlocks() throws IOException {
        return blocks(GUIDE, ".md");
    }

    static List<JavaBlock> javadocBlocks() throws IOException {
        List<JavaBlock> blocks = blocks(Path.of("src/main/java"), ".java");
        blocks.addAll(blocks(Path.of("src/test/java/io/github/azuredevopsconnector/testing"), ".java"));
        return blocks;
    }

    @ParameterizedTest
    @MethodSource("readmeBlocks")
    void aBlockOfTheReadmeCompiles(JavaBlock block) {
        assertThat(block.errors()).isEmpty();
    }

    /** The projects in src/it compile the blocks that need other libraries or a later Java. */
    @ParameterizedTest
    @MethodSource("guideBlocks")
    void aBlockOfTheGuideCompiles(JavaBlock block) throws IOException {
        if (!isContainedIn(block.code, CONSUMERS) && !isContainedIn(block.code, RECIPES)) {
            assertThat(block.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("javadocBlocks")
    void aBlockOfTheJavadocCompiles(JavaBlock block) {
        assertThat(block.errors()).isEmpty();
    }

    static List<String> blocksThatRun() throws IOException {
        return Stream.of(
                        Stream.of("recipes.md", "storing.md")
                                .flatMap(page -> JavaBlock.of(GUIDE.resolve(page)).stream())
                                .map(block -> block.code),
                        blocksOf("kotlin"),
                        blocksOf("sql"),
                        blocksOf("html"),
                        Stream.concat(readmeBlocks().stream(), guideBlocks().stream())
                                .map(block -> block.code)
                                .filter(code -> code.contains("@Test") || code.contains("@ParameterizedTest")))
                .flatMap(blocks -> blocks)
                .collect(Collectors.toList());
    }

    @ParameterizedTest
    @MethodSource("blocksThatRun")
    void aRecipeIsACopyOfASource(String code) throws IOException {
        assertThat(isContainedIn(code, RECIPES) || isContainedIn(code, CONSUMERS))
                .isTrue();
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.size(README)).isLessThanOrEqualTo(10_000);
    }

    @Test
    void everyReasonIsExplained() {
        String outcomes = JavaBlock.read(GUIDE.resolve("outcomes.md"));

        assertThat(outcomes)
                .contains(rows(Rejected.Reason.values(), reason -> reason + "` | `" + reason.concern()))
                .contains(rows(Inconclusive.Reason.values(), Enum::name))
                .contains(rows(InvalidOrganizationUrlException.Reason.values(), Enum::name))
                .contains(rows(InvalidPersonalAccessTokenException.Reason.values(), Enum::name));
    }

    @ParameterizedTest
    @EnumSource
    void everyScopeIsExplained(TokenScope scope) {
        assertThat(JavaBlock.read(GUIDE.resolve("scopes.md")))
                .contains("| `" + scope + "` | " + scope.label() + " | `" + scope.id() + "` | ");
    }

    @Test
    void theVersionsAreThoseOfTheBuild() throws IOException {
        String[] versions = Stream.concat(
                        Stream.of("okhttp", "junit", "assertj")
                                .map(artifact -> System.getProperty(artifact + ".version")),
                        Stream.of(documentedVersion()))
                .toArray(String[]::new);

        for (Path document : documents()) {
            assertThat(matches(JavaBlock.read(document), "<version>(.*)</version>"))
                    .isSubsetOf(versions);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kotlin", "kotlinx-coroutines", "spring-boot"})
    void thePageAboutVersionsNamesTheVersionThatIsTested(String library) {
        assertThat(matches(JavaBlock.read(Path.of("pom.xml")), "<" + library + ".version>(.*)</"))
                .singleElement()
                .satisfies(version ->
                        assertThat(JavaBlock.read(GUIDE.resolve("versions.md"))).contains(" " + version));
    }

    @Test
    void theCoordinatesNameTheLastRelease() throws IOException {
        for (Path document : documents()) {
            assertThat(
                            matches(
                                    JavaBlock.read(document),
                                    "(?:azure-devops-connector</artifactId>\\s*<version>|azure-devops-connector:)(\\d[\\w.-]*)"))
                    .as(document.toString())
                    .hasSizeGreaterThanOrEqualTo(document.equals(README) ? 1 : 0)
                    .allMatch(documentedVersion()::equals);
        }
    }

    /** Returns the last release, or the version of the project until there is one. */
    private static String documentedVersion() {
        return matches(JavaBlock.read(Path.of("CHANGELOG.md")), "(?m)^## \\[(\\d[^]]*)]").stream()
                .findFirst()
                .orElseGet(() -> System.getProperty("project.version"));
    }

    static Stream<Arguments> links() throws IOException {
        return documents().stream()
                .flatMap(document ->
                        matches(JavaBlock.read(document).replaceAll("`[^`\n]*`", ""), "(?:\\]\\(|src=\")([^)\"]+)")
                                .stream()
                                .filter(link -> !link.startsWith("https:") || link.startsWith(ON_GITHUB))
                                .map(link -> Arguments.of(document, link)));
    }

    /** A page of the guide may only link to pages and pictures of the guide, because no other file is on the site. */
    @ParameterizedTest
    @MethodSource("links")
    void aLinkIntoTheProjectHasATarget(Path document, String link) {
        if (link.startsWith(ON_GITHUB)) {
            assertThat(Path.of(link.substring(ON_GITHUB.length()))).exists();
        } else {
            assertThat(document.resolveSibling(link)).exists();
            assertThat(!document.startsWith(GUIDE) || link.matches("[a-z]+\\.md|images/[a-z-]+\\.png"))
                    .isTrue();
        }
    }

    @Test
    void eachPageOfTheGuideLinksToTheNext() {
        List<String> pages =
                matches(JavaBlock.read(Path.of("src/site/site.xml")), "href=\"([a-z]+)\\.html\"/>").stream()
                        .distinct()
                        .collect(Collectors.toList());

        assertThat(pages).hasSizeGreaterThan(1);
        for (int i = 0; i + 1 < pages.size(); i++) {
            assertThat(JavaBlock.read(GUIDE.resolve(pages.get(i) + ".md")))
                    .as(pages.get(i))
                    .containsPattern("\n\\*\\*Next:\\*\\* \\[[^]]+]\\(" + pages.get(i + 1) + "\\.md\\)\n$");
        }
    }

    @Test
    void theMenuHasEveryPageOfTheGuide() throws IOException {
        assertThat(matches(
                        JavaBlock.read(Path.of("src/site/site.xml")), "<item name=\"[^\"]+\" href=\"([a-z]+)\\.html\""))
                .containsExactlyInAnyOrderElementsOf(files(GUIDE, ".md").stream()
                        .map(page -> page.getFileName().toString().replace(".md", ""))
                        .collect(Collectors.toList()));
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = files(GUIDE, ".md");
        documents.addAll(
                List.of(README, Path.of("CHANGELOG.md"), Path.of("CONTRIBUTING.md"), Path.of("src/jmh/README.md")));
        return documents;
    }

    private static List<JavaBlock> blocks(Path folder, String extension) throws IOException {
        return files(folder, extension).stream()
                .flatMap(document -> JavaBlock.of(document).stream())
                .collect(Collectors.toList());
    }

    private static Stream<String> blocksOf(String language) throws IOException {
        return documents().stream()
                .flatMap(document -> matches(JavaBlock.read(document), "(?s)```" + language + "\n(.*?)```").stream());
    }

    private static <E extends Enum<E>> String[] rows(E[] reasons, Function<E, String> columns) {
        return Stream.of(reasons)
                .map(reason -> "| `" + columns.apply(reason) + "` | ")
                .toArray(String[]::new);
    }

    private static List<String> matches(String text, String regex) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toList());
    }

    private static boolean isContainedIn(String code, Path folder) throws IOException {
        String wanted = withoutWhiteSpace(code);
        List<Path> sources = files(folder, ".java");
        sources.addAll(files(folder, ".kt"));
        sources.addAll(files(folder, ".sql"));
        sources.addAll(files(folder, ".html"));
        return sources.stream()
                .anyMatch(source -> withoutWhiteSpace(JavaBlock.read(source)).contains(wanted));
    }

    private static String withoutWhiteSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static List<Path> files(Path folder, String extension) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .sorted()
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }
}
