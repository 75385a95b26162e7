namespace Demo;

internal sealed class ChildFailedException(string message) : Exception(message);
