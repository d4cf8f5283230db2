package io.github.azuredevopsconnector;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.google.gson.Gson;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;

/** A library that reads objects from JSON and writes them as JSON. */
abstract class Serializer {

    private final String name;

    private Serializer(String name) {
        this.name = name;
    }

    /** Returns the libraries that run on this JVM. Jackson 3 and Spring need Java 17. */
    static List<Serializer> all() {
        List<Serializer> all = new ArrayList<>(jackson2());
        all.addAll(List.of(new GsonLibrary(), new JsonB()));
        if (Runtime.version().feature() >= 17) {
            all.add(Jackson3.plain());
            all.add(Jackson3.withAllVisibilities());
            all.add(new Spring());
        }
        return all;
    }

    /** Returns Jackson 2 with its defaults, and with access to all members. */
    static List<Serializer> jackson2() {
        return List.of(
                new Jackson2("Jackson 2", new com.fasterxml.jackson.databind.ObjectMapper()),
                new Jackson2(
                        "Jackson 2, all visibilities",
                        com.fasterxml.jackson.databind.json.JsonMapper.builder()
                                .disable(com.fasterxml.jackson.databind.SerializationFeature.FAIL_ON_EMPTY_BEANS)
                                .visibility(PropertyAccessor.ALL, Visibility.ANY)
                                .build()));
    }

    abstract <T> @Nullable T read(String json, Class<T> type) throws Exception;

    abstract String write(Object object) throws Exception;

    @Override
    public final String toString() {
        return name;
    }

    private static final class Jackson2 extends Serializer {

        private final com.fasterxml.jackson.databind.ObjectMapper mapper;

        Jackson2(String name, com.fasterxml.jackson.databind.ObjectMapper mapper) {
            super(name);
            this.mapper = mapper;
        }

        @Override
        <T> @Nullable T read(String json, Class<T> type) throws Exception {
            return mapper.readValue(json, type);
        }

        @Override
        String write(Object object) throws Exception {
            return mapper.writeValueAsString(object);
        }
    }

    private static final class Jackson3 extends Serializer {

        private final tools.jackson.databind.ObjectMapper mapper;

        private Jackson3(String name, tools.jackson.databind.ObjectMapper mapper) {
            super(name);
            this.mapper = mapper;
        }

        static Serializer plain() {
            return new Jackson3("Jackson 3", tools.jackson.databind.json.JsonMapper.shared());
        }

        static Serializer withAllVisibilities() {
            return new Jackson3(
                    "Jackson 3, all visibilities",
                    tools.jackson.databind.json.JsonMapper.builder()
                            .changeDefaultVisibility(
                                    checker -> checker.withVisibility(PropertyAccessor.ALL, Visibility.ANY))
                            .build());
        }

        @Override
        <T> @Nullable T read(String json, Class<T> type) {
            return mapper.readValue(json, type);
        }

        @Override
        String write(Object object) {
            return mapper.writeValueAsString(object);
        }
    }

    private static final class GsonLibrary extends Serializer {

        private final Gson gson = new Gson();

        GsonLibrary() {
            super("Gson");
        }

        @Override
        <T> @Nullable T read(String json, Class<T> type) {
            return gson.fromJson(json, type);
        }

        @Override
        String write(Object object) {
            return gson.toJson(object);
        }
    }

    private static final class JsonB extends Serializer {

        private final Jsonb jsonb = JsonbBuilder.create();

        JsonB() {
            super("JSON-B");
        }

        @Override
        <T> @Nullable T read(String json, Class<T> type) {
            return jsonb.fromJson(json, type);
        }

        @Override
        String write(Object object) {
            return jsonb.toJson(object);
        }
    }

    /** Spring's conversion of a request parameter. Its text is the document, without quotation marks around it. */
    private static final class Spring extends Serializer {

        private final ConversionService conversion = new DefaultConversionService();

        Spring() {
            super("Spring's conversion service");
        }

        @Override
        <T> @Nullable T read(String json, Class<T> type) {
            return conversion.convert(json.replaceAll("^\"|\"$", "").replace("\\n", "\n"), type);
        }

        @Override
        String write(Object object) {
            return String.valueOf(conversion.convert(object, String.class));
        }
    }
}
