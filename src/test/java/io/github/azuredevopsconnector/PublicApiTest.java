package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the public types and the module with text files that are reviewed whenever they change. */
class PublicApiTest {

    @Test
    void thePublicApiIsTheReviewedOne() throws Exception {
        List<String> surface =
                new ArrayList<>(declaration(classes(AzureDevOpsConnector.class).resolve("module-info.class")));
        surface.addAll(surface(AzureDevOpsConnector.class));

        assertReviewed(surface, "public-api.txt");
    }

    @Test
    void theApiOfTheTestingPackageIsTheReviewedOne() throws Exception {
        assertReviewed(surface(FakeAzureDevOps.class), "testing-api.txt");
    }

    private static void assertReviewed(List<String> surface, String file) throws Exception {
        Path reviewed = Path.of(PublicApiTest.class.getResource(file).toURI());
        Path actual = Files.write(classes(AzureDevOpsConnector.class).resolveSibling(file), surface);

        assertThat(actual)
                .as(
                        "The public surface is not the reviewed one. If the change is intended, describe it in "
                                + "CHANGELOG.md, and update the file: cp target/%s src/test/resources/io/github/azuredevopsconnector/",
                        file)
                .usingCharset(UTF_8)
                .hasSameTextualContentAs(reviewed, UTF_8);
    }

    /** Returns the declarations of all public types in a package. */
    private static List<String> surface(Class<?> anyOfThePackage) throws Exception {
        Path folder = classes(anyOfThePackage)
                .resolve(anyOfThePackage.getPackageName().replace('.', '/'));
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().collect(Collectors.toList())) {
                String name = file.getFileName().toString().replaceFirst("\\.class$", "");
                if (isVisible(Class.forName(
                        anyOfThePackage.getPackageName() + "." + name, false, PublicApiTest.class.getClassLoader()))) {
                    lines.addAll(declaration(file));
                }
            }
        }
        return lines;
    }

    /**
     * Returns the public and protected part of a type, or a module, as {@code javap} shows it, without this package,
     * the packages of the JDK and the version of the module. The methods are sorted.
     */
    private static List<String> declaration(Path classFile) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        assertThat(ToolProvider.findFirst("javap")
                        .orElseThrow()
                        .run(writer, writer, "-protected", classFile.toString()))
                .isZero();
        return output.toString()
                .lines()
                .skip(1) // the name of the source file, in the language of the user
                .map(line -> line.replace(PublicApiTest.class.getPackageName() + ".", "")
                        .replaceAll("\\bjava(\\.[a-z]+)+\\.(?=[A-Z])", "")
                        .replaceFirst("@.* \\{", " {")
                        .replace('$', '.'))
                .sorted(Comparator.comparing(line -> line.equals("}") ? "~" : line.contains("(") ? line : ""))
                .collect(Collectors.toList());
    }

    /** Returns whether the type and all types around it are public or protected. */
    private static boolean isVisible(@Nullable Class<?> type) {
        return type == null
                || ((type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                        && isVisible(type.getEnclosingClass()));
    }

    /** Returns the folder of a class and of the classes that were compiled with it. */
    private static Path classes(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
