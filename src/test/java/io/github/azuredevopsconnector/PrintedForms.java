package io.github.azuredevopsconnector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects all texts that a program can get from an object, by printing or serializing it. */
final class PrintedForms {

    private static final List<Serializer> JACKSON = Serializer.jackson2();

    private final List<String> texts = new ArrayList<>();
    private final Set<Object> walked = Collections.newSetFromMap(new IdentityHashMap<>());

    private PrintedForms() {}

    /** Returns the printed texts of an object. */
    static List<String> inPrint(Object object) {
        PrintedForms forms = new PrintedForms();
        forms.print(object);
        return forms.texts;
    }

    /** Returns the printed texts of an object, and the output of serializers. */
    static List<String> of(Object object) {
        PrintedForms forms = new PrintedForms();
        forms.print(object);
        JACKSON.forEach(jackson -> forms.texts.add(json(jackson, object)));
        forms.texts.add(javaSerialized(object));
        forms.walk(object);
        return forms.texts;
    }

    private void print(Object object) {
        texts.add(object.toString());
        texts.add(String.format("%s %S %.500s %h", object, object, object, object));
        if (object instanceof Throwable) {
            StringWriter trace = new StringWriter();
            ((Throwable) object).printStackTrace(new PrintWriter(trace)); // with causes and suppressed ones
            texts.add(trace.toString());
        }
        if (object instanceof VerificationResult) {
            VerificationResult result = (VerificationResult) object;
            texts.add(result.message());
            result.<Optional<? extends Throwable>>match(
                            verified -> Optional.empty(), Rejected::cause, Inconclusive::cause)
                    .ifPresent(this::print);
        }
    }

    private static String json(Serializer jackson, Object object) {
        try {
            return jackson.write(object);
        } catch (Exception e) {
            return String.join("\n", inPrint(e));
        }
    }

    /** Returns the serialized bytes, one character for each. */
    static String javaSerialized(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            return bytes.toString(StandardCharsets.ISO_8859_1) + String.join("\n", inPrint(e));
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * Adds the fields of an object and of all objects to which they refer. Skips static and transient fields, like
     * Gson.
     */
    private void walk(@Nullable Object object) {
        if (object == null || !walked.add(object)) {
            return;
        }
        texts.add(object.toString());
        if (object instanceof Optional) {
            walk(((Optional<?>) object).orElse(null));
        } else if (object instanceof Iterable) {
            ((Iterable<?>) object).forEach(this::walk);
        } else if (object.getClass().getName().startsWith("io.github.azuredevopsconnector")) {
            for (Class<?> type = object.getClass(); type != Object.class && type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !Modifier.isTransient(field.getModifiers())
                            && type.getName().startsWith("io.github.azuredevopsconnector")) {
                        walk(valueOf(field, object));
                    }
                }
            }
        }
    }

    private static @Nullable Object valueOf(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
