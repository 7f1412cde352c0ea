/** `1,243` */
export const grouped = (number: number) => String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",");
