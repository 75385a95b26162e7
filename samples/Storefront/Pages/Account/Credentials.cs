using System.ComponentModel.DataAnnotations;

namespace Storefront.Pages.Account;

internal sealed class Credentials
{
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [EmailAddress(ErrorMessage = "This does not look like an e-mail address.")]
    [StringLength(254, ErrorMessage = "This address is too long.")]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(128, ErrorMessage = "This password is too long.")]
    [DataType(DataType.Password)]
    public string Password { get; set; } = "";
}
