module consumer.outcome {
    requires io.github.azuredevopsconnector;

    exports consumer.outcome;
}
