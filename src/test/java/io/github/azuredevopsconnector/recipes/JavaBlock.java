package io.github.azuredevopsconnector.recipes;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A Java block in a Markdown document, or in the Javadoc of a source file. */
final class JavaBlock {

    private static final Pattern IN_MARKDOWN =
            Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern IN_JAVADOC = Pattern.compile("<pre>\\{@code\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("^import .*;$", Pattern.MULTILINE);
    private static final Pattern MARGIN = Pattern.compile("^ *\\* ?", Pattern.MULTILINE);

    private static final String HEAD = "package io.github.azuredevopsconnector.recipes;"
            + "import static org.assertj.core.api.Assertions.*;"
            + "import io.github.azuredevopsconnector.*;"
            + "import io.github.azuredevopsconnector.testing.*;"
            + "import java.net.*;"
            + "import java.net.http.*;"
            + "import java.time.*;"
            + "import java.util.*;"
            + "import mockwebserver3.MockResponse;"
            + "import org.junit.jupiter.api.*;"
            + "abstract class Block extends Scaffold { Block(Scaffold other) { super(other); }";

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** Caches what it has read from the class path. Not thread-safe. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private final Path document;
    private final int line;
    final String code;

    private JavaBlock(Path document, int line, String code) {
        this.document = document;
        this.line = line;
        this.code = code;
    }

    /** Returns the blocks of a document, whose name ends in {@code .md} or {@code .java}. */
    static List<JavaBlock> of(Path document) {
        String text = read(document);
        boolean javadoc = document.toString().endsWith(".java");
        Matcher matcher = (javadoc ? IN_JAVADOC : IN_MARKDOWN).matcher(text);
        List<JavaBlock> blocks = new ArrayList<>();
        while (matcher.find()) {
            int line = (int) text.substring(0, matcher.start(1)).lines().count();
            String code = matcher.group(1);
            blocks.add(
                    new JavaBlock(document, line, javadoc ? MARGIN.matcher(code).replaceAll("") : code));
        }
        return blocks;
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the compile errors of this block in Java 11. The block consists of imports, if any, and of statements or
     * members.
     */
    List<String> errors() {
        synchronized (FILES) {
            return compile();
        }
    }

    private List<String> compile() {
        String imports = IMPORT.matcher(code).results().map(MatchResult::group).collect(Collectors.joining());
        String head = HEAD.replace("abstract class", imports + "abstract class");
        String body = IMPORT.matcher(code).replaceAll("");
        Compilation statements = new Compilation(head + " void block() throws Exception {\n" + body + "\n}}");
        if (statements.isWellFormed()) {
            return statements.errors();
        }
        Compilation members = new Compilation(head + "\n" + body + "\n}");
        return members.isWellFormed() || members.lineOfFirstError() > statements.lineOfFirstError()
                ? members.errors()
                : statements.errors();
    }

    /** A compilation of the block inside a class. The first line of the source does not belong to the block. */
    private final class Compilation {
        private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        private final JavacTask task;
        private final boolean wellFormed;

        Compilation(String source) {
            JavaFileObject file =
                    new SimpleJavaFileObject(URI.create("memory:///Block.java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    };
            task = (JavacTask) COMPILER.getTask(
                    null,
                    FILES,
                    diagnostics,
                    List.of("--release", "11", "-proc:none", "-classpath", System.getProperty("java.class.path")),
                    null,
                    List.of(file));
            try {
                task.parse();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            wellFormed = found().isEmpty();
        }

        boolean isWellFormed() {
            return wellFormed;
        }

        long lineOfFirstError() {
            return found().get(0).getLineNumber();
        }

        List<String> errors() {
            if (wellFormed) {
                analyze();
            }
            return found().stream()
                    .map(error -> document + ":" + (line + error.getLineNumber() - 1) + ": " + error.getMessage(null))
                    .collect(Collectors.toList());
        }

        /** Returns the errors that the compiler has reported until now. */
        private List<Diagnostic<? extends JavaFileObject>> found() {
            return diagnostics.getDiagnostics().stream()
                    .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                    .collect(Collectors.toList());
        }

        private void analyze() {
            try {
                task.analyze();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public String toString() {
        return document.getFileName() + ":" + line;
    }
}
