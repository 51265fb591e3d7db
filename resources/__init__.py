"""What the application brings with it besides code: protocol files, icons, fonts, sounds."""
