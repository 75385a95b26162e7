using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.Mastercard.Keys;

/// <summary>Why the signing key cannot be had. The message names settings, never their values .</summary>
internal static class KeyProblem
{
    public static ScofPushConfigurationException Unreadable(string setting, string message) =>
        Make(ScofPushCodes.KeyUnreadable, setting, message);

    public static ScofPushConfigurationException Setting(string setting, string message) =>
        Make(ScofPushCodes.MastercardSetting, setting, message);

    public static ScofPushConfigurationException NotRsa(string setting, string message) =>
        Make(ScofPushCodes.KeyNotRsa, setting, message);

    public static ScofPushConfigurationException Locked(string? password, string setting) =>
        Make(
            ScofPushCodes.KeyLocked,
            nameof(MastercardOptions.KeyPassword),
            string.IsNullOrEmpty(password)
                ? $"The key of {setting} is encrypted: set KeyPassword."
                : $"KeyPassword does not open the key of {setting}."
        );

    private static ScofPushConfigurationException Make(string code, string setting, string message) =>
        new([new ConfigurationProblem(code, $"{MastercardOptions.SectionName}:{setting}", message)]);
}
